"""The archivist's project: one folder, one SQLite file, and the only room that speaks SQL."""

from seqclr_desktop.collection.act_record import Act, ActReport, LineChange
from seqclr_desktop.collection.collection import DATABASE_NAME, Collection, is_collection
from seqclr_desktop.collection.findings import FindingReport
from seqclr_desktop.collection.line_filter import LineFilter
from seqclr_desktop.collection.model_record import ModelKind, ModelRecord
from seqclr_desktop.collection.overview import Overview
from seqclr_desktop.collection.pace import Pace
from seqclr_desktop.collection.page_lines import PageLines
from seqclr_desktop.collection.page_lists import PageFilter, PageOrder, Share
from seqclr_desktop.collection.refusals import Refusal
from seqclr_desktop.collection.replacement import Change, Replacement
from seqclr_desktop.collection.replacing_lines import LinesReplaced
from seqclr_desktop.collection.runs import RunRecord, RunState
from seqclr_desktop.collection.search import HitKind, SearchHit, SearchResult
from seqclr_desktop.collection.window_lock import WindowLock

__all__ = [
    "DATABASE_NAME",
    "Act",
    "ActReport",
    "Change",
    "Collection",
    "FindingReport",
    "HitKind",
    "LineChange",
    "LineFilter",
    "LinesReplaced",
    "ModelKind",
    "ModelRecord",
    "Overview",
    "Pace",
    "PageFilter",
    "PageLines",
    "PageOrder",
    "Refusal",
    "Replacement",
    "RunRecord",
    "RunState",
    "SearchHit",
    "SearchResult",
    "Share",
    "WindowLock",
    "is_collection",
]
