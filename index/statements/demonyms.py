"""What belongs to a country, by its name: "Japan's prime minister" is the Japanese one."""

DEMONYMS = {
    "afghanistan": "afghan", "america": "american", "argentina": "argentine",
    "australia": "australian", "austria": "austrian", "belarus": "belarusian",
    "belgium": "belgian", "bolivia": "bolivian", "brazil": "brazilian", "britain": "british",
    "bulgaria": "bulgarian", "cambodia": "cambodian", "canada": "canadian", "chile": "chilean",
    "china": "chinese", "colombia": "colombian", "croatia": "croatian", "cuba": "cuban",
    "cyprus": "cypriot", "czechia": "czech", "denmark": "danish", "egypt": "egyptian",
    "england": "english", "estonia": "estonian", "ethiopia": "ethiopian", "europe": "european",
    "finland": "finnish", "france": "french", "germany": "german",
    "ghana": "ghanaian", "greece": "greek", "haiti": "haitian", "hungary": "hungarian",
    "iceland": "icelandic", "india": "indian", "indonesia": "indonesian", "iran": "iranian",
    "iraq": "iraqi", "ireland": "irish", "israel": "israeli", "italy": "italian",
    "jamaica": "jamaican", "japan": "japanese", "kenya": "kenyan",
    "korea": "korean", "kosovo": "kosovar", "kuwait": "kuwaiti", "latvia": "latvian",
    "lebanon": "lebanese", "libya": "libyan", "lithuania": "lithuanian",
    "malaysia": "malaysian", "mexico": "mexican", "moldova": "moldovan", "morocco": "moroccan",
    "myanmar": "burmese", "nepal": "nepalese", "netherlands": "dutch",
    "nicaragua": "nicaraguan", "nigeria": "nigerian", "norway": "norwegian",
    "pakistan": "pakistani", "palestine": "palestinian", "peru": "peruvian",
    "philippines": "philippine", "poland": "polish", "portugal": "portuguese",
    "qatar": "qatari", "romania": "romanian", "russia": "russian", "rwanda": "rwandan",
    "saudi arabia": "saudi", "scotland": "scottish", "serbia": "serbian", "slovakia": "slovak",
    "slovenia": "slovenian", "somalia": "somali", "spain": "spanish", "sudan": "sudanese",
    "sweden": "swedish", "switzerland": "swiss", "syria": "syrian", "taiwan": "taiwanese",
    "thailand": "thai", "tunisia": "tunisian", "turkey": "turkish", "uganda": "ugandan",
    "uk": "british", "ukraine": "ukrainian", "united kingdom": "british",
    "united states": "american", "us": "american", "venezuela": "venezuelan",
    "vietnam": "vietnamese", "wales": "welsh", "yemen": "yemeni", "zimbabwe": "zimbabwean",
}  # fmt: skip
"""The adjective of each nation, both in small letters; not of Georgia and Jordan, which mostly are a
state and a person."""
