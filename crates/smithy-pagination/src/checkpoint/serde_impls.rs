//! The stored form through serde.

use smithy_wire::Value;
use smithy_wire::serde_support::serde::de::{Deserialize, Deserializer, Error};
use smithy_wire::serde_support::serde::ser::{Serialize, Serializer};

use super::{Checkpoint, form};

impl Serialize for Checkpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        form::write(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Checkpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        form::read(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
