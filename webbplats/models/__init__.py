"""The kinds of pages, and what they need around them."""

from webbplats.models.events import EventPage, EventsPage
from webbplats.models.living import ActionPlanPage, AnnualReportsPage, ConsultationsPage, NotesPage, PracticePage
from webbplats.models.materials import MaterialFile, MaterialPage, MaterialsPage
from webbplats.models.news import NewsIndexPage, NewsPage, RelatedNews
from webbplats.models.newsletters import IssuePage, NewsletterPage
from webbplats.models.pictures import Picture, Rendition
from webbplats.models.plain import ContactPage, FamilyPage, QuestionsPage, StandardPage, TimelinePage
from webbplats.models.start import HomePage

__all__ = [
    "ActionPlanPage",
    "AnnualReportsPage",
    "ConsultationsPage",
    "ContactPage",
    "EventPage",
    "EventsPage",
    "FamilyPage",
    "HomePage",
    "IssuePage",
    "MaterialFile",
    "MaterialPage",
    "MaterialsPage",
    "NewsIndexPage",
    "NewsPage",
    "NewsletterPage",
    "NotesPage",
    "Picture",
    "PracticePage",
    "QuestionsPage",
    "RelatedNews",
    "Rendition",
    "StandardPage",
    "TimelinePage",
]
