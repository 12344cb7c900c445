//! The time zone of a party: the one in the case, else that of its country where the whole country has one.

use chrono_tz::Tz;

use crate::case::{Creditor, Debtor};

/// A country and its one zone a line.
const ONE_ZONE: &str = include_str!("zones.csv");

/// Returns the creditor's zone, as far as the case and its country tell.
pub(super) fn of_creditor(creditor: &Creditor) -> Option<Tz> {
    typed_or_of_country(creditor.time_zone.as_deref(), Some(&creditor.country))
}

/// Returns the debtor's zone, as far as the case and its country tell. A debtor whose country is not named may be anywhere.
pub(super) fn of_debtor(debtor: &Debtor) -> Option<Tz> {
    typed_or_of_country(debtor.time_zone.as_deref(), debtor.country.as_deref())
}

fn typed_or_of_country(typed: Option<&str>, country: Option<&str>) -> Option<Tz> {
    match typed {
        Some(typed) => typed.parse().ok(),
        None => of_country(country?),
    }
}

/// Returns the zone of a country that lies in one; none for a country with several, as the United States.
fn of_country(country: &str) -> Option<Tz> {
    rows().find(|(own, _)| *own == country)?.1.parse().ok()
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    ONE_ZONE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(country: &str) -> Option<&'static str> {
        of_country(country).map(Tz::name)
    }

    #[test]
    fn a_country_in_one_zone_has_it() {
        let zones = ["DE", "AT", "CH", "FR", "GB", "IN"].map(|country| zone(country).unwrap());
        let expected =
            ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Paris", "Europe/London", "Asia/Kolkata"];
        assert_eq!(zones, expected);
    }

    #[test]
    fn a_country_in_several_zones_has_none() {
        for country in ["US", "CA", "AU", "BR", "ES", "PT", "NZ", "RU", "MX", "ID"] {
            assert_eq!(zone(country), None, "{country}");
        }
    }

    #[test]
    fn the_table_is_sorted_and_every_zone_in_it_is_one() {
        let countries: Vec<&str> = rows().map(|(country, _)| country).collect();
        assert!(countries.is_sorted() && countries.len() > 200);
        assert!(rows().all(|(country, zone)| country.len() == 2 && zone.parse::<Tz>().is_ok()));
    }

    #[test]
    fn what_the_case_says_comes_first() {
        let tokyo = typed_or_of_country(Some("Asia/Tokyo"), Some("DE"));
        assert_eq!(tokyo.map(Tz::name), Some("Asia/Tokyo"));
        assert_eq!(typed_or_of_country(None, None), None);
    }
}
