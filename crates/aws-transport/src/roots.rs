//! Whose certificates are trusted.

use std::error::Error;
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::{self, PemObject};

/// The certificates that may vouch for a service.
#[derive(Clone, Default)]
pub struct Roots(pub(crate) Option<Arc<Vec<CertificateDer<'static>>>>);

impl Roots {
    /// Those that Mozilla trusts, as they were when this crate was built.
    #[must_use]
    pub fn mozilla() -> Self {
        Self(None)
    }

    /// Those of a PEM text, and no others.
    ///
    /// # Errors
    ///
    /// The text is no PEM, or holds no certificate.
    pub fn from_pem(text: &[u8]) -> Result<Self, RootsError> {
        Self::read(text, Path::new("the PEM text"))
    }

    /// Those of a PEM file, and no others.
    ///
    /// # Errors
    ///
    /// As [`from_pem`](Self::from_pem), and where the file cannot be read or has more than 16 MiB.
    pub fn from_pem_file(path: &Path) -> Result<Self, RootsError> {
        let text = read(path).map_err(|source| RootsError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Self::read(&text, path)
    }

    fn read(text: &[u8], path: &Path) -> Result<Self, RootsError> {
        let certificates = CertificateDer::pem_slice_iter(text)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|source| RootsError::NotPem {
                path: path.to_owned(),
                source,
            })?;
        if certificates.is_empty() {
            let path = path.to_owned();
            return Err(RootsError::Empty { path });
        }
        Ok(Self(Some(Arc::new(certificates))))
    }
}

/// How long a file may be, in bytes: a hundred times the bundles that systems have.
/// Without a limit a device would fill the memory.
const MOST: u64 = 16 << 20;

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(path)?.take(MOST + 1).read_to_end(&mut text)?;
    match text.len() as u64 > MOST {
        true => Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("there are more than {MOST} bytes"),
        )),
        false => Ok(text),
    }
}

impl fmt::Debug for Roots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("Roots(mozilla)"),
            Some(certificates) => write!(f, "Roots({} certificates)", certificates.len()),
        }
    }
}

/// Why a bundle of certificates cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum RootsError {
    /// The file cannot be read.
    Unreadable {
        /// Where it is looked for.
        path: PathBuf,
        /// What the system reported.
        source: std::io::Error,
    },
    /// The text is no PEM.
    NotPem {
        /// Where it stands.
        path: PathBuf,
        /// What the reader objects to.
        source: pem::Error,
    },
    /// There is no certificate in it.
    Empty {
        /// Where it stands.
        path: PathBuf,
    },
}

impl fmt::Display for RootsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, .. } => write!(
                f,
                "the certificates in `{}` cannot be read; set AWS_CA_BUNDLE to a PEM file, or unset it",
                path.display()
            ),
            Self::NotPem { path, .. } => write!(f, "`{}` is no PEM file", path.display()),
            Self::Empty { path } => write!(
                f,
                "`{}` holds no certificate; each begins with `-----BEGIN CERTIFICATE-----`",
                path.display()
            ),
        }
    }
}

impl Error for RootsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unreadable { source, .. } => Some(source),
            Self::NotPem { source, .. } => Some(source),
            Self::Empty { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_has_no_end_is_refused() {
        match Roots::from_pem_file(Path::new("/dev/zero")) {
            Err(RootsError::Unreadable { source, .. }) => {
                assert_eq!(source.kind(), io::ErrorKind::FileTooLarge);
            }
            other => panic!("{other:?}"),
        }
    }
}
