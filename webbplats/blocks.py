"""The few kinds of blocks that a page's text is made of. Each is plain, and none can carry a script or a frame."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

WORDS: Final = ["bold", "italic", "ul", "ol", "link", "document-link"]
"""What an editor can do with words. Headings are blocks of their own, so that their order holds."""


class Heading(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Rubrik"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Rubrik")
        template = "webbplats/blocks/heading.html"


class Picture(blocks.StructBlock):
    """A picture always says in words what it shows: for whoever cannot see it, and for search."""

    image = ImageChooserBlock(label=_("Bild"))
    alt = blocks.CharBlock(
        label=_("Vad bilden visar"),
        max_length=250,
        help_text=_("Skriv det som en person som inte ser bilden behöver veta. Måste fyllas i."),
    )
    caption = blocks.CharBlock(label=_("Bildtext"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("Bild")
        template = "webbplats/blocks/picture.html"


class Box(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Rubrik"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=WORDS)

    class Meta:
        icon = "info-circle"
        label = _("Faktaruta")
        template = "webbplats/blocks/box.html"


class Quote(blocks.StructBlock):
    """What somebody said, in their function: a name is not needed for the words to count."""

    text = blocks.TextBlock(label=_("Citat"), max_length=600)
    who = blocks.CharBlock(label=_("Vem, med funktion"), max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Citat")
        template = "webbplats/blocks/quote.html"


class Link(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Länkens ord"), max_length=120)
    page = blocks.PageChooserBlock(label=_("Sida här"), required=False)
    address = blocks.URLBlock(label=_("Eller en annan adress"), required=False)

    class Meta:
        icon = "link"
        label = _("Länk")


class Links(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Rubrik"), max_length=120)
    links = blocks.ListBlock(Link(), label=_("Länkar"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Länkar")
        template = "webbplats/blocks/links.html"


BODY: Final = [
    ("heading", Heading()),
    ("text", blocks.RichTextBlock(label=_("Text"), features=WORDS, template="webbplats/blocks/text.html")),
    ("picture", Picture()),
    ("box", Box()),
    ("quote", Quote()),
    ("links", Links()),
]


class Happening(blocks.StructBlock):
    """One thing on the timeline."""

    when = blocks.CharBlock(label=_("När"), max_length=40, help_text=_("Ett år, eller en månad och ett år."))
    what = blocks.CharBlock(label=_("Vad som hände"), max_length=120)
    text = blocks.TextBlock(label=_("Mer om det"), max_length=600, required=False)
    page = blocks.PageChooserBlock(label=_("Läs mer på"), required=False)

    class Meta:
        icon = "date"
        label = _("Händelse")


class Answer(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Fråga"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Svar"), features=WORDS)

    class Meta:
        icon = "help"
        label = _("Fråga och svar")


class Way(blocks.StructBlock):
    """One function that can be reached. Functions, not people: they stay when people change."""

    function = blocks.CharBlock(label=_("Funktion"), max_length=120)
    about = blocks.CharBlock(label=_("Hjälper till med"), max_length=250, required=False)
    phone = blocks.CharBlock(label=_("Telefon"), max_length=40, required=False)
    email = blocks.EmailBlock(label=_("E-post"), required=False)
    address = blocks.URLBlock(label=_("Webbsida"), required=False)

    class Meta:
        icon = "user"
        label = _("Kontaktväg")


class Place(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Kommun eller område"), max_length=80)
    ways = blocks.ListBlock(Way(), label=_("Kontaktvägar"), min_num=1)

    class Meta:
        icon = "site"
        label = _("Kommun")
