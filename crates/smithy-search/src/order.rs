//! The order of members, which the evaluator does not keep and Python does.
//!
//! The evaluator's objects are sorted by name. What it passes on it passes on as it is, so an object of the input is known by its address.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jmespath::ast::Ast;
use jmespath::functions::{Function, KeysFn, ValuesFn};
use jmespath::{Context, Rcvar, Runtime, SearchResult, Variable};

use crate::tree;

thread_local! {
    /// The members of the input's objects while an expression is evaluated on this thread; those that are sorted anyway are left out.
    static ORDERS: RefCell<BTreeMap<usize, Vec<String>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Forgets the orders when an evaluation is over, however it ends: addresses are used again.
pub(crate) struct Evaluation;

impl Drop for Evaluation {
    fn drop(&mut self) {
        ORDERS.with_borrow_mut(BTreeMap::clear);
    }
}

/// Notes the order of an object of the input.
pub(crate) fn note<'n>(object: &Rcvar, names: impl Iterator<Item = &'n str> + Clone) {
    if !names.clone().is_sorted() {
        let names = names.map(str::to_owned).collect();
        ORDERS.with_borrow_mut(|orders| orders.insert(address(object), names));
    }
}

/// The members of an object of the input in its order; `None` where that is the sorted one, or the object is new.
pub(crate) fn of(object: &Rcvar) -> Option<Vec<String>> {
    ORDERS.with_borrow(|orders| orders.get(&address(object)).cloned())
}

fn address(object: &Rcvar) -> usize {
    Rcvar::as_ptr(object).addr()
}

/// The orders of the objects that an expression writes out: `{tag: imageTag, digest: imageDigest}`.
pub(crate) fn written(ast: &Ast) -> Vec<Vec<String>> {
    let hashes = tree::nodes(ast).filter_map(|node| match node {
        Ast::MultiHash { elements, .. } => Some(elements),
        _ => None,
    });
    let names = hashes.map(|pairs| pairs.iter().map(|pair| pair.key.clone()).collect());
    names.collect()
}

/// The built-in functions, of which two tell the order of members.
pub(crate) fn runtime() -> Runtime {
    let mut runtime = Runtime::new();
    runtime.register_builtin_functions();
    runtime.register_function("keys", Box::new(Keys(KeysFn::new())));
    runtime.register_function("values", Box::new(Values(ValuesFn::new())));
    runtime
}

struct Keys(KeysFn);

impl Function for Keys {
    fn evaluate(&self, args: &[Rcvar], ctx: &mut Context<'_>) -> SearchResult {
        let sorted = self.0.evaluate(args, ctx)?;
        Ok(in_order(args, |_, name| Rcvar::new(Variable::String(name))).unwrap_or(sorted))
    }
}

struct Values(ValuesFn);

impl Function for Values {
    fn evaluate(&self, args: &[Rcvar], ctx: &mut Context<'_>) -> SearchResult {
        let sorted = self.0.evaluate(args, ctx)?;
        Ok(in_order(args, |object, name| object.get_field(&name)).unwrap_or(sorted))
    }
}

fn in_order(args: &[Rcvar], each: impl Fn(&Rcvar, String) -> Rcvar) -> Option<Rcvar> {
    let object = args.first()?;
    let names = of(object)?.into_iter();
    let list = names.map(|name| each(object, name)).collect();
    Some(Rcvar::new(Variable::Array(list)))
}
