//! What single countries ask for, a file each.

pub mod de;
pub mod eu;
pub mod fr;
pub mod gb;
pub mod us;
