//! What a statute says: published rates ([`rates`]) and who may ask for them, from when, and how ([`regimes`]).
//!
//! Both are data files. A new half-year is a row in `rates/`, a reform a row in `regimes.csv`.

pub mod rates;
pub mod regimes;

use std::sync::LazyLock;

use rates::Series;
use regimes::Provision;

/// Published rates and the regimes that rest on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    series: Vec<Series>,
    provisions: Vec<Provision>,
}

static BUILT_IN: LazyLock<Law> = LazyLock::new(|| {
    let series = rates::FILES.map(|(name, text)| rates::read(name, text).expect("the built-in rates are tested"));
    let provisions = regimes::read(regimes::FILE).expect("the built-in regimes are tested");
    Law { series: series.to_vec(), provisions }
});

impl Law {
    /// Returns the law this program was built with.
    pub fn built_in() -> &'static Law {
        &BUILT_IN
    }

    /// Returns this law with other provisions, as after a reform.
    ///
    /// # Errors
    ///
    /// The first line of the table that cannot be read.
    pub fn with_regimes(&self, table: &str) -> Result<Law, String> {
        Ok(Law { series: self.series.clone(), provisions: regimes::read(table)? })
    }

    /// Returns this law with another table for the published series of this name, as after a half-year.
    ///
    /// # Errors
    ///
    /// What of the table cannot be read.
    pub fn with_series(&self, name: &str, table: &str) -> Result<Law, String> {
        let mut law = self.clone();
        law.series.retain(|series| series.name != name);
        law.series.push(rates::read(name, table)?);
        Ok(law)
    }

    /// Returns the regimes, oldest provision first.
    pub fn provisions(&self) -> &[Provision] {
        &self.provisions
    }

    /// Returns the published series of this name.
    pub fn series(&self, name: &str) -> Option<&Series> {
        self.series.iter().find(|series| series.name == name)
    }
}
