//! What a statute says: regimes of late-payment interest and their rates.
