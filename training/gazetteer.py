"""Names of countries and of peoples, from the countries and Phoenix gazetteers."""

from __future__ import annotations

import json
from pathlib import Path

_COUNTRIES = (
    "U.S.|US|U.S.A.|USA|U.K.|UK|U.A.E.|UAE|America|Turkey|Britain|Great Britain|England|Burma|Ivory Coast|Czech Republic|Holland|Macedonia|"
    "Soviet Union|USSR|Yugoslavia|East Timor|Swaziland|Cape Verde|Congo|DR Congo|DRC|Korea|Russian Federation|Palestine|"
    "Palestinian territories|Kosovo|Hong Kong|Taiwan|Macau|Vatican|Republic of Ireland|the Gambia|Gambia|Bahamas|Türkiye|Turkiye"
)
_PEOPLES = (
    "Sunni Sunnis Shiite Shiites Shi'ite Shi'ites Shia Shias Muslim Muslims Christian Christians Catholic Catholics Jew Jews Jewish "
    "Arab Arabs Kurd Kurds Kurdish Islamic Islamist Islamists Hindu Hindus Buddhist Buddhists Sikh Sikhs Tamil Tamils Uighur Uighurs "
    "Uyghur Uyghurs Rohingya Roma Tibetan Tibetans Chechen Chechens Hutu Hutus Tutsi Tutsis Pashtun Pashtuns Hazara Hazaras Yazidi "
    "Yazidis Basque Basques African Africans European Europeans Asian Asians American Americans Western Latino Latinos Hispanic "
    "Korean Koreans Palestinian Palestinians Afghan Afghans Briton Britons Brit Brits Orthodox Protestant Protestants Democrat "
    "Democrats Republican Republicans Communist Communists Maoist Maoists Marxist Scottish Welsh English Catalan Soviet Dutch "
    "Crimean Tatars Tatar Kashmiri Kashmiris Punjabi Bosnian Bosnians Serb Serbs Serbian Croat Croats Kosovar Darfuri Sahrawi "
    "Sahrawis Persian Turk Turks Turkish Spaniard Spaniards Pole Poles Dane Danes Swede Swedes Finn Finns Thai Thais Iraqi Iraqis"
)


def load_countries(folder: Path) -> set[str]:
    """Names of states and territories with an ISO code, as news prints them, without "the"."""
    rows = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    names = set(_COUNTRIES.split("|"))
    for row in rows:
        names |= {row["name"]["common"], row["name"]["official"]}
        names |= {a for a in row["altSpellings"] if len(a) > 3 and a.isascii()}
    return {n.removeprefix("the ").removeprefix("The ") for n in names if n != "Antarctica"}


def load_peoples(folder: Path) -> set[str]:
    """Demonyms and names of peoples and faiths, singular and plural ("Iraqi", "Iraqis")."""
    rows = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    singular = {w for row in rows for w in (row.get("demonyms", {}).get("eng") or {}).values() if w}
    singular |= {row["demonym"] for row in rows if row.get("demonym")}
    plural = {w + "s" for w in singular if w[-1] not in "shez"}
    return singular | plural | set(_PEOPLES.split())
