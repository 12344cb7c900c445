//! What the colours mean: sRGB, by a profile inside the file.

use lopdf::{Object, dictionary};

use super::objects::{name, text};
use super::pages::Draft;

/// A profile of 736 bytes, in the public domain (CC0).
const SRGB: &[u8] = include_bytes!("../assets/sRGB-v2-magic.icc");

/// Adds the output intent that the archive standard asks for.
pub(super) fn add(draft: &mut Draft) {
    let profile = draft.add_stream(&dictionary! { "N" => Object::Integer(3) }, SRGB);
    let intent = dictionary! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFA1"),
        "OutputConditionIdentifier" => text("sRGB"),
        "Info" => text("sRGB"),
        "DestOutputProfile" => Object::Reference(profile),
    };
    draft.set("OutputIntents", Object::Array(vec![Object::Dictionary(intent)]));
}
