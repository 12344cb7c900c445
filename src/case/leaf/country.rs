//! Countries, currencies, time zones, languages.

use chrono_tz::Tz;

use crate::money::Currency;

use super::super::near;
use super::{Wrong, no};

/// The countries of ISO 3166-1, and XK, which banks and posts use for Kosovo.
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR \
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO \
    JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR \
    MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO \
    RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV \
    TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// The languages that have templates.
const LANGUAGES: [&str; 3] = ["de", "en", "fr"];

/// Other ways in which a country is often written.
const ALSO: [(&str, &str); 9] = [
    ("UK", "GB"),
    ("USA", "US"),
    ("GBR", "GB"),
    ("DEU", "DE"),
    ("GER", "DE"),
    ("FRA", "FR"),
    ("EL", "GR"),
    ("ENG", "GB"),
    ("SUI", "CH"),
];

fn is_country(text: &str) -> bool {
    text.len() == 2 && COUNTRIES.split(' ').any(|country| country == text)
}

/// Holds a text against a country's two letters, in capitals.
pub(super) fn check(text: &str) -> Result<(), Wrong> {
    if is_country(text) {
        return Ok(());
    }
    let capitals = text.to_uppercase();
    let meant = ALSO.iter().find(|(also, _)| *also == capitals).map_or(capitals.as_str(), |(_, country)| *country);
    let wrong = no("unknown-country", text, "no country").hint("write its two letters (ISO 3166), as in `US` or `GB`");
    Err(if is_country(meant) { wrong.meant(&[meant]) } else { wrong })
}

/// Holds a text against a currency's three letters, in capitals.
pub(super) fn check_currency(text: &str) -> Result<(), Wrong> {
    if Currency::from_code(text).is_some() {
        return Ok(());
    }
    let capitals = text.to_uppercase();
    let meant = match text {
        "$" | "US$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        _ => &capitals,
    };
    let wrong = no("unknown-currency", text, "no currency of ISO 4217").hint("write its three letters, as in `USD`");
    Err(if Currency::from_code(meant).is_some() { wrong.meant(&[meant]) } else { wrong })
}

/// Holds a text against the names of time zones.
pub(super) fn check_zone(text: &str) -> Result<(), Wrong> {
    if text.parse::<Tz>().is_ok() {
        return Ok(());
    }
    let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    Err(no("unknown-time-zone", text, "no time zone")
        .hint("write its name, as in `America/Boise` or `Europe/London`")
        .meant(&near::nearest(&text.replace(' ', "_"), names)))
}

/// Holds a text against the languages there are, with or without a country, as in `de` and `en-GB`.
pub(super) fn check_language(text: &str) -> Result<(), Wrong> {
    let (language, country) =
        text.split_once('-').map_or((text, None), |(language, country)| (language, Some(country)));
    if LANGUAGES.contains(&language) && country.is_none_or(is_country) {
        return Ok(());
    }
    Err(no("unknown-language", text, "no language that documents are written in")
        .hint("there are `en`, `de` and `fr`; a country may follow, as in `en-GB`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(answer: Result<(), Wrong>) -> String {
        answer.unwrap_err().hint.unwrap()
    }

    #[test]
    fn the_list_of_countries_is_sorted_and_whole() {
        let countries: Vec<&str> = COUNTRIES.split(' ').collect();
        assert!(countries.is_sorted());
        // 249 of ISO 3166-1 and XK
        assert_eq!(countries.len(), 250);
    }

    #[test]
    fn the_united_kingdom_is_gb() {
        assert_eq!(hint(check("UK")), "did you mean `GB`?");
        assert_eq!(hint(check("us")), "did you mean `US`?");
        assert!(hint(check("Germany")).starts_with("write its two letters"));
    }

    #[test]
    fn a_currency_sign_is_asked_about() {
        assert_eq!(hint(check_currency("€")), "did you mean `EUR`?");
        assert_eq!(hint(check_currency("usd")), "did you mean `USD`?");
    }

    #[test]
    fn a_time_zone_nearly_right_is_asked_about() {
        assert_eq!(hint(check_zone("America/Bosie")), "did you mean `America/Boise`?");
        assert!(hint(check_zone("+02:00")).starts_with("write its name"));
    }

    #[test]
    fn a_language_may_name_its_country() {
        for text in ["en", "en-GB", "de-AT", "fr-CH"] {
            assert_eq!(check_language(text), Ok(()), "{text}");
        }
        for text in ["EN", "en_GB", "en-gb", "nl", "english"] {
            assert_eq!(check_language(text).unwrap_err().code, "unknown-language", "{text}");
        }
    }
}
