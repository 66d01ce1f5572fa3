//! Types that can be read, and how the standard ones are.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::error::ReadError;
use super::reader::Reader;
use crate::MapKey;

/// A type that can be read from JSON.
///
/// A value is filled where it will stay instead of being returned and moved, which is a fifth faster on large responses.
///
/// # Example: a structure, as generated code reads it
///
/// ```
/// use smithy_wire::json::{self, ReadError, ReadJson, Reader};
///
/// #[derive(Default)]
/// struct ScanStatus {
///     status: Option<String>,
///     attempts: Option<i32>,
/// }
///
/// impl ReadJson for ScanStatus {
///     fn blank() -> Self {
///         Self::default()
///     }
///
///     fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
///         reader.object_start()?;
///         while let Some(key) = reader.next_key()? {
///             match &*key {
///                 "status" => self.status.read_json(reader)?,
///                 "attempts" => self.attempts.read_json(reader)?,
///                 _ => reader.skip()?,
///             }
///         }
///         Ok(())
///     }
/// }
///
/// let scan: ScanStatus = json::from_str(r#"{"status": "COMPLETE", "new": [], "attempts": 1e1}"#)?;
/// assert_eq!(scan.status.as_deref(), Some("COMPLETE"));
/// assert_eq!(scan.attempts, Some(10));
/// # Ok::<(), smithy_wire::json::LocatedError>(())
/// ```
pub trait ReadJson: Sized {
    /// Whether `null` is a value of this type: a list or map keeps a null of such a type, and leaves out any other.
    const NULLABLE: bool = false;

    /// A value to be filled; it is never seen unless reading succeeds.
    ///
    /// Not `Default`, because an open enum has no default that a user should meet.
    fn blank() -> Self;

    /// Fills a blank value with the next value of the text.
    ///
    /// # Errors
    ///
    /// If the text is malformed, or its next value is of another type.
    /// What `self` then holds is unspecified.
    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError>;
}

/// `null` is `None`.
impl<T: ReadJson> ReadJson for Option<T> {
    const NULLABLE: bool = true;

    fn blank() -> Self {
        None
    }

    #[inline]
    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        if reader.null()? {
            *self = None;
            return Ok(());
        }
        self.insert(T::blank()).read_json(reader)
    }
}

impl<T: ReadJson> ReadJson for Box<T> {
    const NULLABLE: bool = T::NULLABLE;

    fn blank() -> Self {
        Box::new(T::blank())
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        (**self).read_json(reader)
    }
}

/// A list of more than so many elements gets room for some more, if the text that is left can hold them.
const MEASURED: usize = 4;

/// So many show how long the others are: a list that outgrows an estimate is copied, and leaves a hole of its size.
const TYPICAL: usize = 32;

/// Nulls are left out, unless the elements' type has a null: `Vec<Option<T>>` keeps them.
impl<T: ReadJson> ReadJson for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.clear();
        reader.array_start()?;
        let start = reader.offset();
        while reader.next_element()? {
            if !T::NULLABLE && reader.null()? {
                continue;
            }
            let len = self.len();
            if len == self.capacity() && len >= MEASURED {
                let more = reader.expected_more(start, len, size_of::<T>());
                let most = if len < TYPICAL { TYPICAL - len } else { more };
                self.reserve_exact(more.min(most));
            }
            self.push(T::blank());
            if let Some(element) = self.last_mut() {
                element.read_json(reader)?;
            }
        }
        if self.capacity() > MEASURED && self.capacity() / 2 > self.len() {
            self.shrink_to_fit();
        }
        Ok(())
    }
}

/// Nulls are left out, unless the values' type has a null: `BTreeMap<K, Option<V>>` keeps them.
///
/// The last of several members of one name wins.
impl<K: MapKey, V: ReadJson> ReadJson for BTreeMap<K, V> {
    fn blank() -> Self {
        BTreeMap::new()
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        self.clear();
        reader.object_start()?;
        while let Some(name) = reader.next_key()? {
            let key = K::from_key(name);
            if !V::NULLABLE && reader.null()? {
                self.remove(&key);
                continue;
            }
            let mut value = V::blank();
            value.read_json(reader)?;
            self.insert(key, value);
        }
        Ok(())
    }
}

impl ReadJson for String {
    fn blank() -> Self {
        String::new()
    }

    #[inline]
    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        reader.string_into(self)
    }
}

impl ReadJson for bool {
    fn blank() -> Self {
        false
    }

    fn read_json(&mut self, reader: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = reader.bool()?;
        Ok(())
    }
}
