//! Expressions over a request and a response: each an `Option` of what is borrowed from them.
//!
//! A list is an iterator, so nothing is collected.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::common::ident;
use crate::ir::waits::{Expression, Filling, Held, Holds, Order, Test};

/// Writes expressions; `types` is the path of the crate with the enums.
pub(super) struct Writer<'t> {
    pub(super) types: &'t TokenStream,
}

impl Writer<'_> {
    /// Whether it holds: a `bool`.
    pub(super) fn holds(&self, holds: &Holds) -> TokenStream {
        match holds {
            Holds::Text(of, expected) => {
                let of = self.value(of);
                quote!(#of == Some(#expected))
            }
            Holds::Flag(of, true) => self.test(of),
            Holds::Flag(of, false) => {
                let of = self.flag(of);
                quote!(#of == Some(false))
            }
            Holds::All(of, expected) => {
                let of = self.value(of);
                quote!(smithy_pagination::wait::all_are(#of, #expected))
            }
            Holds::Some(of, expected) => {
                let of = self.value(of);
                quote!(#of.is_some_and(|mut list| list.any(|it| it == #expected)))
            }
        }
    }

    /// An expression's value: an `Option`.
    fn value(&self, expression: &Expression) -> TokenStream {
        match expression {
            Expression::Response => quote!(Some(response)),
            Expression::Request => quote!(Some(request)),
            Expression::Element => quote!(Some(it)),
            Expression::Text(text) => quote!(Some(#text)),
            Expression::Whole(number) => quote!(Some(#number)),
            Expression::Flag(of) => self.flag(of),
            Expression::Member {
                of,
                field,
                required,
                held,
            } => self.member(of, field, *required, held),
            Expression::Each { list, element } => {
                let (list, element) = (self.value(list), self.value(element));
                quote!(#list.map(|list| list.filter_map(|it| #element)))
            }
            Expression::When(condition, then) => {
                let (condition, then) = (self.test(condition), self.value(then));
                quote!(if #condition { #then } else { None })
            }
            Expression::Flat(list) => {
                let list = self.value(list);
                quote!(#list.map(Iterator::flatten))
            }
            Expression::Elements(of) => {
                let of = self.value(of);
                quote!(#of.map(smithy_pagination::wait::count))
            }
            Expression::Characters(of) => {
                let of = self.value(of);
                quote!(#of.map(|text| smithy_pagination::wait::count(text.chars())))
            }
        }
    }

    fn member(&self, of: &Expression, field: &str, required: bool, held: &Held) -> TokenStream {
        let field = ident(field);
        let take = |parent: TokenStream| {
            let field = quote!(#parent.#field);
            match required {
                true => {
                    let inner = self.looked_at(held, &field);
                    quote!(Some(#inner))
                }
                false => self.optional(held, &field),
            }
        };
        match of {
            Expression::Response => take(quote!(response)),
            Expression::Request => take(quote!(request)),
            Expression::Element => take(quote!(it)),
            of => {
                let (of, inner) = (self.value(of), take(quote!(it)));
                quote!(#of.and_then(|it| #inner))
            }
        }
    }

    /// What is looked at of an optional field.
    fn optional(&self, held: &Held, field: &TokenStream) -> TokenStream {
        match held {
            Held::Structure { boxed: true } | Held::Text => quote!(#field.as_deref()),
            Held::Structure { boxed: false } => quote!(#field.as_ref()),
            Held::Whole { long: true } | Held::Flag => field.clone(),
            Held::Whole { long: false } => quote!(#field.map(i64::from)),
            Held::Choice(name) => {
                let (types, name) = (self.types, ident(name));
                quote!(#field.as_ref().map(#types::#name::as_str))
            }
            Held::List(element) => {
                let each = self.each(element);
                quote!(#field.as_ref().map(|it| it.iter() #each))
            }
        }
    }

    /// What is looked at of a field that is there.
    fn looked_at(&self, held: &Held, field: &TokenStream) -> TokenStream {
        match held {
            Held::Structure { boxed: false } => quote!(&#field),
            Held::Structure { boxed: true } => quote!(&*#field),
            Held::Text | Held::Choice(_) => quote!(#field.as_str()),
            Held::Whole { long: true } | Held::Flag => field.clone(),
            Held::Whole { long: false } => quote!(i64::from(#field)),
            Held::List(element) => {
                let each = self.each(element);
                quote!(#field.iter() #each)
            }
        }
    }

    /// Behind an iterator over references: what is looked at of each.
    fn each(&self, held: &Held) -> Option<TokenStream> {
        match held {
            Held::Structure { .. } => None,
            Held::Text => Some(quote!(.map(String::as_str))),
            Held::Choice(name) => {
                let (types, name) = (self.types, ident(name));
                Some(quote!(.map(#types::#name::as_str)))
            }
            Held::Whole { long: true } | Held::Flag => Some(quote!(.copied())),
            Held::Whole { long: false } => Some(quote!(.map(|it| i64::from(*it)))),
            Held::List(inner) => {
                let each = self.each(inner);
                Some(quote!(.map(|it| it.iter() #each)))
            }
        }
    }

    /// Whether a test holds: a `bool`.
    fn test(&self, of: &Test) -> TokenStream {
        match of {
            Test::Same(one, other) => {
                let (one, other) = (self.value(one), self.value(other));
                quote!(#one == #other)
            }
            Test::Not(inner) => {
                let inner = self.test(inner);
                quote!(!(#inner))
            }
            Test::Both(one, other) => {
                let (one, other) = (self.operand(one), self.operand(other));
                quote!(#one && #other)
            }
            Test::Either(one, other) => {
                let (one, other) = (self.operand(one), self.operand(other));
                quote!(#one || #other)
            }
            Test::Ordered(one, order, other) => {
                let (pair, order) = (self.pair(one, other), symbol(*order));
                quote!(#pair.is_some_and(|(one, other)| one #order other))
            }
            Test::True(of) => {
                let of = self.value(of);
                quote!(#of == Some(true))
            }
            Test::Filled(of, Filling::Text) => {
                let of = self.value(of);
                quote!(#of.is_some_and(|text| !text.is_empty()))
            }
            Test::Filled(of, Filling::List) => {
                let of = self.value(of);
                quote!(#of.is_some_and(|mut list| list.next().is_some()))
            }
            Test::There(of) => {
                let of = self.value(of);
                quote!(#of.is_some())
            }
        }
    }

    /// A test beside another one.
    fn operand(&self, of: &Test) -> TokenStream {
        let tokens = self.test(of);
        match of {
            Test::Both(..) | Test::Either(..) => quote!((#tokens)),
            _ => tokens,
        }
    }

    /// What a test gives: an `Option<bool>`, as what is compared may be missing.
    fn flag(&self, of: &Test) -> TokenStream {
        match of {
            Test::Ordered(one, order, other) => {
                let (pair, order) = (self.pair(one, other), symbol(*order));
                quote!(#pair.map(|(one, other)| one #order other))
            }
            Test::True(of) => self.value(of),
            Test::Both(one, other) => {
                let (one, other) = (self.flag(one), self.flag(other));
                quote!(smithy_pagination::wait::both(#one, || #other))
            }
            Test::Either(one, other) => {
                let (one, other) = (self.flag(one), self.flag(other));
                quote!(smithy_pagination::wait::either(#one, || #other))
            }
            Test::Same(..) | Test::Not(_) | Test::Filled(..) | Test::There(_) => {
                let holds = self.test(of);
                quote!(Some(#holds))
            }
        }
    }

    /// Both values, where both are there.
    fn pair(&self, one: &Expression, other: &Expression) -> TokenStream {
        let (one, other) = (self.value(one), self.value(other));
        quote!(#one.zip(#other))
    }
}

fn symbol(order: Order) -> TokenStream {
    match order {
        Order::Less => quote!(<),
        Order::LessOrSame => quote!(<=),
        Order::More => quote!(>),
        Order::MoreOrSame => quote!(>=),
        Order::Same => quote!(==),
        Order::Other => quote!(!=),
    }
}

/// Whether a part of it is a member of the request or of the response.
pub(super) fn looks_at(root: Root, holds: &Holds) -> bool {
    match holds {
        Holds::Text(of, _) | Holds::All(of, _) | Holds::Some(of, _) => asks(root, of),
        Holds::Flag(of, _) => tests(root, of),
    }
}

/// Where members are looked up.
#[derive(Clone, Copy)]
pub(super) enum Root {
    Request,
    Response,
}

fn asks(root: Root, of: &Expression) -> bool {
    match of {
        Expression::Request => matches!(root, Root::Request),
        Expression::Response => matches!(root, Root::Response),
        Expression::Element | Expression::Text(_) | Expression::Whole(_) => false,
        Expression::Flag(test) => tests(root, test),
        Expression::Member { of, .. }
        | Expression::Flat(of)
        | Expression::Elements(of)
        | Expression::Characters(of) => asks(root, of),
        Expression::Each { list, element } => asks(root, list) || asks(root, element),
        Expression::When(test, of) => tests(root, test) || asks(root, of),
    }
}

fn tests(root: Root, of: &Test) -> bool {
    match of {
        Test::Same(one, other) | Test::Ordered(one, _, other) => {
            asks(root, one) || asks(root, other)
        }
        Test::Both(one, other) | Test::Either(one, other) => tests(root, one) || tests(root, other),
        Test::Not(inner) => tests(root, inner),
        Test::True(of) | Test::Filled(of, _) | Test::There(of) => asks(root, of),
    }
}
