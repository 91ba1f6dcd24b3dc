"""What the invented survey asks families, in the six languages."""

from collections.abc import Mapping
from typing import Final

from kronobarn.surveys.rules import Asks

Said = Mapping[str, str]
TITLE: Final[Said] = {
    "sv": "Hur var det att få hjälp?",
    "en": "What was it like to get help?",
    "ar": "كيف كانت تجربة الحصول على المساعدة؟",
    "so": "Sidee ahayd helitaanka caawimada?",
    "uk": "Як це було — отримувати допомогу?",
    "fi": "Millaista oli saada apua?",
}
ABOUT: Final[Said] = {
    "sv": "Vi vill veta hur barn och vårdnadshavare blir bemötta. Svaren används för att göra det bättre.",
    "en": "We want to know how children and guardians are met. The answers are used to make it better.",
    "ar": "نريد أن نعرف كيف يُعامَل الأطفال وأولياء الأمور. تُستخدم الإجابات لتحسين العمل.",
    "so": "Waxaan rabnaa inaan ogaanno sida loola dhaqmo carruurta iyo waalidiinta. Jawaabaha waxaa loo isticmaalaa hagaajinta.",
    "uk": "Ми хочемо знати, як ставляться до дітей та опікунів. Відповіді допоможуть нам працювати краще.",
    "fi": "Haluamme tietää, miten lapset ja huoltajat kohdataan. Vastauksia käytetään toiminnan parantamiseen.",
}
QUESTIONS: Final[tuple[tuple[Asks, Said], ...]] = (
    (
        Asks.AGREEMENT,
        {
            "sv": "De lyssnade på mig.",
            "en": "They listened to me.",
            "ar": "لقد استمعوا إليّ.",
            "so": "Way i dhegaysteen.",
            "uk": "Мене вислухали.",
            "fi": "Minua kuunneltiin.",
        },
    ),
    (
        Asks.TEXT,
        {
            "sv": "Vad kan bli bättre?",
            "en": "What could be better?",
            "ar": "ما الذي يمكن أن يكون أفضل؟",
            "so": "Maxaa ka fiicnaan kara?",
            "uk": "Що можна покращити?",
            "fi": "Mikä voisi olla paremmin?",
        },
    ),
)
