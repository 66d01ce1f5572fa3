//! What generated `Serialize` and `Deserialize` impls call.

pub use serde;

use core::fmt;
use core::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::{IntEnum, StringEnum};

/// A structure that is filled member by member.
pub trait Members: Default {
    /// The structure's name.
    const NAME: &'static str;

    /// The members' names.
    const MEMBERS: &'static [&'static str];

    /// Reads the value of the member `name`, which is one of [`MEMBERS`](Self::MEMBERS).
    ///
    /// # Errors
    ///
    /// As the format gives them.
    fn read<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error>;
}

/// Reads a structure: members in any order, unknown ones ignored, the last of several of one name wins.
///
/// # Errors
///
/// As the format gives them.
pub fn deserialize<'de, T: Members, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct(T::NAME, T::MEMBERS, StructureVisitor(PhantomData))
}

/// Passes over a member's value.
///
/// # Errors
///
/// As the format gives them.
pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

/// Writes a member, unless there is no value.
///
/// # Errors
///
/// As the format gives them.
pub fn optional<M: SerializeMap, T: Serialize>(
    map: &mut M,
    name: &str,
    value: &Option<T>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(name, value),
        None => Ok(()),
    }
}

/// Writes an open enum as its text.
///
/// # Errors
///
/// As the format gives them.
pub fn serialize_enum<E: StringEnum, S: Serializer>(
    value: &E,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.as_str())
}

/// Reads an open enum from any text.
///
/// # Errors
///
/// If there is no text.
pub fn deserialize_enum<'de, E: StringEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<E, D::Error> {
    deserializer.deserialize_str(EnumVisitor(PhantomData))
}

struct EnumVisitor<E>(PhantomData<E>);

impl<E: StringEnum> Visitor<'_> for EnumVisitor<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<F>(self, text: &str) -> Result<E, F> {
        Ok(E::from_text(text))
    }
}

/// Writes an open enum of numbers as its number.
///
/// # Errors
///
/// As the format gives them.
pub fn serialize_int_enum<E: IntEnum, S: Serializer>(
    value: &E,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_i32(value.as_i32())
}

/// Reads an open enum from any number of 32 bits.
///
/// # Errors
///
/// If there is no such number.
pub fn deserialize_int_enum<'de, E: IntEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<E, D::Error> {
    <i32 as serde::Deserialize>::deserialize(deserializer).map(E::from_i32)
}

struct StructureVisitor<T>(PhantomData<T>);

impl<'de, T: Members> Visitor<'de> for StructureVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut structure = T::default();
        while let Some(name) = map.next_key_seed(KnownName(T::MEMBERS))? {
            match name {
                Some(name) => structure.read(name, &mut map)?,
                None => skip(&mut map)?,
            }
        }
        Ok(structure)
    }
}

/// Reads a member's name without keeping it: as the known one it equals.
struct KnownName(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for KnownName {
    type Value = Option<&'static str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KnownName {
    type Value = Option<&'static str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().copied().find(|name| *name == text))
    }
}
