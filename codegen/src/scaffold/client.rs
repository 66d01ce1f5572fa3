//! The clients: those of the transport, speaking the service's protocol at the service's endpoint.

use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::{Part, Plan};

/// The items of the facade's module `client`.
pub(super) fn items(endpoint: bool, plan: &Plan) -> TokenStream {
    let at = endpoint.then(|| by_rules(&plan.root(Part::Facade, Part::Endpoint)));
    quote! {
        pub use aws_transport::*;

        #at
    }
}

fn by_rules(endpoint: &TokenStream) -> TokenStream {
    quote! {
        /// A client of the service where its own rules say it is, with standard retries.
        ///
        /// Calls are sent unsigned unless the client is given a signer.
        ///
        /// # Errors
        ///
        /// The rules refuse the parameters, or an endpoint of one's own is no `http` or `https` URL.
        #[cfg(feature = "blocking")]
        pub fn new(
            params: &#endpoint::Params,
            network: Network,
        ) -> Result<Client<Ureq>, Box<dyn std::error::Error + Send + Sync>> {
            let endpoint = #endpoint::resolve(params)?;
            let client = Client::new(Ureq::with(network), endpoint.url())?;
            Ok(client.with_retries(Retries::standard()))
        }
    }
}
