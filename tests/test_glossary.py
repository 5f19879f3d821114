"""The glossary has every term that the curriculum asks for, in both languages."""

from __future__ import annotations

from conftest import ROOT

from course.catalogue import read_course

TERMS = """
langvarig smerte | long-lasting pain
kronisk smerte | chronic pain
primær smerte | primary pain
sekundær smerte | secondary pain
nociseptiv smerte | nociceptive pain
nevropatisk smerte | neuropathic pain
nociplastisk smerte | nociplastic pain
smerte av ukjent årsak | pain of unknown cause
sammensatte lidelser | complex disorders
MUPS | MUPS
vanlige psykiske lidelser | common mental disorders
sentral sensitivisering | central sensitisation
smerteterskel | pain threshold
smertetoleranse | pain tolerance
selektiv oppmerksomhet | selective attention
vaktberedskap | vigilance
ond sirkel | vicious circle
biopsykososial modell | biopsychosocial model
Diamanten | the Diamond
katastrofetanker | catastrophising
kvernetanker | churning thoughts
grubling | rumination
bekymring | worry
konstruktiv refleksjon | constructive reflection
selvmedfølelse | self-compassion
isbjørneffekten | polar bear effect
stopptanke | stop-thought
støttetanke | supportive thought
hvis–så-regel | if–then rule
dyp pust | deep breathing
lyskasterøvelsen | spotlight exercise
autonomt nervesystem | autonomic nervous system
unngåelse | avoidance
utholdenhetsmønster | endurance pattern
fleksibelt handlingsmønster | flexible action pattern
aktivitetsplan | activity plan
plussaktivitet og minusaktivitet | plus and minus activity
restitusjon | recovery
gradert eksponering | graded exposure
reprosesseringsterapi | pain reprocessing therapy
selvbestemmelsesteori | self-determination theory
handlingsplan | action plan
hjemmeoppgave | homework
kognitiv atferdsterapi | cognitive behavioural therapy
helsepsykologi | health psychology
ACT | acceptance and commitment therapy
mestringsorientert behandling | coping-oriented treatment
fibromyalgi | fibromyalgia
artrose | osteoarthritis
spondyloartritt | spondyloarthritis
brief intervention | brief intervention
ikke-skade-modell | non-injury model
arbeidsrettet rehabilitering | work-focused rehabilitation
tverrfaglig | multidisciplinary
trappetrinn | stepped care
prognose | prognosis
jobbmestring | job self-efficacy
jobbedukasjon | job education
krav–kontroll–støtte | demand–control–support
tilrettelegging | workplace adjustment
tilretteleggingsplikt | duty to adjust
aktivitetsplikt | activity duty
informasjonsstrategi | information strategy
gradert sykmelding | graded sick leave
arbeidsevne | work ability
sykefravær | sickness absence
uføretrygd | disability pension
dialogmøte | dialogue meeting
oppfølgingsplan | follow-up plan
avklaring | clarification
friskmelding til arbeidsformidling | declared fit for job placement
lønnstilskudd | wage subsidy
individuell jobbstøtte | individual placement and support
Work Ability Index | Work Ability Index
ICF | ICF
ICD-11 | ICD-11
PROM | PROM
opioider | opioids
nedtrapping | tapering
faresignaler | red flags
samtidighet | simultaneity
samhandlende team | collaborating team
buddyordning | buddy scheme
"""
"""Each term that the course owes an explanation, as bokmål and English write it."""


def test_every_term_of_the_curriculum_is_explained_in_both_languages() -> None:
    glossary = read_course(ROOT).glossary
    missing = [
        pair
        for pair in TERMS.strip().splitlines()
        if not any(
            pair.split(" | ")[0] in term.spellings("nb")
            and pair.split(" | ")[1] in term.spellings("en")
            for term in glossary
        )
    ]
    assert missing == []
