//! Files attached to the document, as data that belongs to it.

use lopdf::{Object, ObjectId, dictionary};

use super::super::Attachment;
use super::super::frame::Document;
use super::objects::{date, integer, name, text};
use super::pages::Draft;

/// Adds the attachments; the list of names is in the order that the format asks for.
pub(super) fn add(draft: &mut Draft, document: &Document, attachments: &[Attachment]) {
    if attachments.is_empty() {
        return;
    }
    let mut named: Vec<(&Attachment, ObjectId)> =
        attachments.iter().map(|attachment| (attachment, add_one(draft, document, attachment))).collect();
    let files = named.iter().map(|(_, id)| Object::Reference(*id)).collect();
    draft.set("AF", Object::Array(files));
    named.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    let names = named.iter().flat_map(|(attachment, id)| [text(&attachment.name), Object::Reference(*id)]).collect();
    draft.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => Object::Array(names) } });
}

fn add_one(draft: &mut Draft, document: &Document, attachment: &Attachment) -> ObjectId {
    let mut parameters = dictionary! { "Size" => integer(attachment.bytes.len()) };
    if let Some(day) = &document.date {
        parameters.set("ModDate", date(day));
    }
    let entries = dictionary! {
        "Type" => name("EmbeddedFile"),
        "Subtype" => name(&attachment.media_type),
        "Params" => parameters,
    };
    let content = Object::Reference(draft.add_deflated(entries, &attachment.bytes));
    draft.add(&dictionary! {
        "Type" => name("Filespec"),
        "F" => text(&attachment.name),
        "UF" => text(&attachment.name),
        "Desc" => text(&attachment.description),
        "AFRelationship" => name("Data"),
        "EF" => dictionary! { "F" => content.clone(), "UF" => content },
    })
}
