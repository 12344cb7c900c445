//! Facts that stand in many places: each is made once for a document, and each place has it at no cost.

use std::cell::RefCell;
use std::hash::Hash;
use std::marker::PhantomData;

use rustc_hash::FxHashMap;
use serde::Serialize;
use tera::Value;

/// A fact as the engine takes it.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Shared<T> {
    value: Value,
    of: PhantomData<T>,
}

/// The facts made so far, by what they were made of.
pub(super) struct Made<K, T>(RefCell<FxHashMap<K, Shared<T>>>);

impl<K, T> Default for Made<K, T> {
    fn default() -> Made<K, T> {
        Made(RefCell::default())
    }
}

impl<K: Eq + Hash, T: Clone + Serialize> Made<K, T> {
    /// Returns the fact made of this, and makes it where it is not there yet.
    pub(super) fn of(&self, key: K, make: impl FnOnce() -> T) -> Shared<T> {
        let share = || Shared { value: Value::from_serializable(&make()), of: PhantomData };
        self.0.borrow_mut().entry(key).or_insert_with(share).clone()
    }
}
