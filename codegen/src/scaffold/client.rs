//! The clients: those of the transport, speaking the service's protocol at the service's endpoint.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Service, Version};
use crate::plan::{Part, Plan};

/// The items of the facade's module `client`.
pub(super) fn items(service: &Service, endpoint: bool, plan: &Plan) -> TokenStream {
    let protocol = match service.protocol {
        Version::AwsJson1_0 => quote!(Protocol::AWS_JSON_1_0),
        Version::AwsJson1_1 => quote!(Protocol::AWS_JSON_1_1),
    };
    let at = endpoint.then(|| by_rules(&plan.root(Part::Facade, Part::Endpoint)));
    quote! {
        pub use aws_transport::*;

        /// The version of the protocol that the service speaks.
        pub const PROTOCOL: Protocol = #protocol;

        /// A client of a server on this machine: `http://` and 127.0.0.1, `[::1]` or `localhost`.
        ///
        /// # Errors
        ///
        /// The text is no such URL.
        #[cfg(feature = "blocking")]
        pub fn local(endpoint: &str) -> Result<Client<Ureq>, EndpointError> {
            Ok(Client::local(endpoint)?.with_protocol(PROTOCOL))
        }

        /// A client over your own [`Http`], or over a [`Replay`].
        pub fn with<H>(http: H) -> Client<H> {
            Client::with(http).with_protocol(PROTOCOL)
        }

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
            Ok(client.with_protocol(PROTOCOL).with_retries(Retries::standard()))
        }
    }
}
