"""What happens when something of the menus, or a wish of a view, is chosen: asks the person, calls the workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QDialog, QWidget

import seqclr_desktop
from seqclr_desktop import places
from seqclr_desktop.collection import is_collection
from seqclr_desktop.ui.actions import Needs
from seqclr_desktop.ui.asking import Asking
from seqclr_desktop.ui.collection_view.add_report_dialog import AddReportDialog
from seqclr_desktop.ui.collection_view.new_collection_dialog import NewCollectionDialog
from seqclr_desktop.ui.error_dialogs import open_log_folder, show_sentence
from seqclr_desktop.ui.jobs_view.outcomes import report_words
from seqclr_desktop.ui.languages import LanguageChoice
from seqclr_desktop.ui.steps import Step
from seqclr_desktop.ui.text import tr
from seqclr_desktop.ui.theme import ThemeChoice, theme
from seqclr_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from seqclr_desktop.ui.main_window import MainWindow


class Deeds(QObject):
    """The other side of the table of actions."""

    def __init__(self, window: MainWindow, workspace: Workspace, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._asking = asking
        self._table: dict[str, Callable[[], object]] = {
            "new": self.ask_for_new,
            "open": self._open,
            "sample": workspace.try_sample,
            "add_folder": self.add_folder,
            "add_files": self.add_files,
            "export": self.show_export,
            "close_collection": workspace.close_collection,
            "quit": window.close,
            "undo": lambda: self._undo_stack(QUndoStack.undo),
            "redo": lambda: self._undo_stack(QUndoStack.redo),
            "find": window.title_row.focus_field,
            "replace": self.show_replacing,
            "zoom_in": lambda: self._on_canvas("zoom_in"),
            "zoom_out": lambda: self._on_canvas("zoom_out"),
            "fit": lambda: self._on_canvas("fit"),
            "rotate": self._turn,
            "jobs": window.toggle_jobs,
            "learn": self.learn,
            "read_page": self.read_page,
            "shortcuts": self._show_shortcuts,
            "manual": self._show_manual,
            "logs": open_log_folder,
            "about": self._show_about,
            **{f"step_{step.value}": partial(self._go_to, step) for step in Step},
            **{f"theme_{choice.value}": partial(self._choose_theme, choice) for choice in ThemeChoice},
            **{f"language_{choice.value}": partial(self._choose_language, choice) for choice in LanguageChoice},
        }

    def do(self, name: str) -> None:
        """Do what the entry `name` of the menus says."""
        self._table[name]()

    def wishes_of(self, view: QWidget) -> dict[str, Callable[..., object]]:
        """What to do at each signal that a view may have."""
        workspace = self._workspace
        return {
            "job_wanted": lambda job: workspace.run_job(job, view),
            "text_written": lambda: self._written(view),
            "content_changed": lambda: self._written(view),
            "problem": workspace.error_happened.emit,
            "told": lambda title, words: show_sentence(title, words, self._window),
            "step_wanted": lambda name: self._go_to(Step(name)),
            "learn_wanted": self.learn,
            "export_wanted": lambda *_: self.show_export(),
            "folder_wanted": self.add_folder,
            "files_wanted": self.add_files,
            "paths_dropped": workspace.add_paths,
            "refusals_wanted": self.show_refusals,
            "page_wanted": self.show_page,
            "turn_wanted": workspace.turn_pages,
            "removal_wanted": self.remove_pages,
            "model_removal_wanted": self.remove_models,
            "relink_wanted": self.relink,
            "find_wanted": lambda: workspace.find_lines(view=view),
            "search_wanted": self.search_pages,
            "find_again_wanted": lambda page_id, box: workspace.find_lines_again(page_id, box, view),
            "direction_wanted": workspace.choose_direction,
            "line_wanted": self.transcribe_line,
            "review_wanted": self.transcribe_line,
            "replace_wanted": self.show_replacing,
        }

    def _go_to(self, step: Step) -> None:
        """Go to a step, the keyboard with it."""
        self._window.go_to(step.value).setFocus()

    # collections -------------------------------------------------------------------------------------

    def ask_for_new(self) -> QDialog:
        """Open the dialog for a new collection."""
        dialog = NewCollectionDialog(parent=self._window)
        dialog.accepted.connect(lambda: self._workspace.new_collection(dialog.folder, dialog.name, dialog.direction))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _open(self) -> None:
        folder = self._asking.collection_folder()
        if folder is not None:
            self._workspace.open_collection(folder)

    def fill_recent(self) -> None:
        """List the collections opened last in their menu."""
        menu = self._window.actions_.recent_menu
        if menu is None:
            return
        menu.clear()
        recent = self._workspace.preferences.recent
        for folder in recent:
            menu.addAction(f"{folder.name}  ({folder.parent})", partial(self._open_recent, folder))
        if not recent:
            menu.addAction(tr("None yet")).setEnabled(False)

    def _open_recent(self, folder: Path) -> None:
        if not is_collection(folder):
            self._workspace.preferences.forget(folder)
        self._workspace.open_collection(folder)

    # scans -------------------------------------------------------------------------------------------

    def add_folder(self) -> None:
        folder = self._asking.scans_folder()
        if folder is not None:
            self._workspace.add_paths([folder])

    def add_files(self) -> None:
        self._workspace.add_paths(self._asking.scan_files())

    def show_refused_of(self, report: Any) -> None:
        """Show what an import has refused."""
        self._show_refused(report_words(report), list(report.refused))

    def show_refusals(self) -> None:
        """Show everything this collection has ever refused."""
        collection = self._workspace.collection
        if collection is not None:
            if not collection.refusals():
                show_sentence(tr("Refused files"), tr("No file was refused."), self._window)
                return
            refused = [(refusal.path, refusal.reason) for refusal in collection.refusals()]
            self._show_refused(tr("{n} file(s) were offered to this collection and refused.", len(refused)), refused)

    def _show_refused(self, summary: str, refused: list[tuple[Path, str]]) -> None:
        dialog = AddReportDialog(summary, refused, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def remove_pages(self, page_ids: list[int]) -> None:
        collection = self._workspace.collection
        question = tr("Remove {n} page(s) from the collection?", len(page_ids))
        consequence = tr("Their lines and texts are deleted for good. The scans stay where they are.")
        is_sure = self._asking.is_sure(question, consequence, tr("&Remove"))
        if is_sure and collection is self._workspace.collection:  # a sample may have been opened while one was asked
            self._workspace.remove_pages(page_ids)

    def relink(self, page_id: int) -> None:
        collection = self._workspace.collection
        path = self._asking.scan_of(collection.page(page_id).file_name) if collection is not None else None
        if path is not None and collection is self._workspace.collection:
            self._workspace.relink_page(page_id, path)

    def show_page(self, page_id: int) -> None:
        """Show a page with its lines."""
        view: Any = self._window.go_to(Step.LINES)
        view.show_page(page_id)
        view.setFocus()

    def search_pages(self, page_ids: Sequence[int]) -> None:
        """Find the lines of these pages anew, and show the first of them: what comes of it can be undone there."""
        collection = self._workspace.collection
        names = [page.name for page in collection.pages_by_id(page_ids)] if collection is not None else []
        if names:
            self.show_page(page_ids[0])
            self._workspace.find_lines(names, self._window.current_view)

    def does_without_last_words(self) -> bool:
        """Whether a person closes the collection although what they typed last could not be written."""
        return self._asking.is_sure(
            tr("Close the collection although what you typed last is not kept?"),
            tr("It could not be written, and would be lost. Below the text stands why."),
            tr("Close &all the same"),
        )

    # finding -----------------------------------------------------------------------------------------

    def find(self, typed: str, *, goes_on: bool = False) -> None:
        """Show what the search finds; with `goes_on` the keyboard goes from the field to the first line found."""
        before = self._window.current_view
        view: Any = self._window.show_finding("find")
        came_back = view is not before  # texts may have changed since one was here last
        if came_back or view.typed != typed:
            view.look_for(typed)
        if goes_on:
            view.focus_hits()

    def leave_finding(self) -> None:
        """Go back to the step one came from."""
        self._window.go_to(self._window.step.value).setFocus()

    def show_replacing(self, typed: str = "") -> None:
        """Show the form for find and replace."""
        view: Any = self._window.show_finding("replace")
        view.begin(typed or self._window.title_row.field.text())

    # lines and texts ---------------------------------------------------------------------------------

    def transcribe_line(self, line_id: int) -> None:
        """Go to a line with the keyboard ready for its text."""
        view: Any = self._window.go_to(Step.TRANSCRIBE)
        view.show_line(line_id)

    def _written(self, view: QWidget) -> None:
        self._window.views.content_changed(self._window.current_view, author=view)
        self._workspace.count()

    def undo_needs(self) -> Needs:
        """Whether there is something to undo or redo in the view that is seen, and need not wait."""
        view = self._window.current_view
        stack = getattr(view, "undo_stack", None)
        if not isinstance(stack, QUndoStack):
            return Needs.NOTHING
        there = (Needs.UNDO if stack.canUndo() else Needs.NOTHING) | (Needs.REDO if stack.canRedo() else Needs.NOTHING)
        return there & ~getattr(view, "undo_waits", Needs.NOTHING)

    def undo_words(self) -> tuple[str, str]:
        """What would be undone and redone, in words; empty when nothing would."""
        stack = getattr(self._window.current_view, "undo_stack", None)
        return (stack.undoText(), stack.redoText()) if isinstance(stack, QUndoStack) else ("", "")

    def _undo_stack(self, deed: Callable[[QUndoStack], None]) -> None:
        stack = getattr(self._window.current_view, "undo_stack", None)
        if isinstance(stack, QUndoStack):
            deed(stack)

    # training and export -----------------------------------------------------------------------------

    def remove_models(self, names: list[str]) -> None:
        """Ask whether models may go for good, and let them go; not while a job may need one."""
        collection = self._workspace.collection
        if self._workspace.jobs.uses_models:
            words = tr(
                "A job is at work with a model. Wait until it has ended, or stop it; then models can be removed."
            )
            show_sentence(tr("Remove models"), words, self._window)
            return
        question = tr("Remove {n} model(s) from the collection: {names}?", len(names), names=", ".join(names))
        consequence = tr(
            "The files are deleted for good. What was read with them stays, "
            "and so do models that were taught from them."
        )
        is_sure = self._asking.is_sure(question, consequence, tr("&Remove"))
        if is_sure and collection is self._workspace.collection:
            self._workspace.remove_models(names)

    def learn(self) -> None:
        """Go to the step Train and begin what its one button begins."""
        view: Any = self._window.go_to(Step.TRAIN)
        view.learn(view.overview.plan.wish)

    def read_page(self) -> None:
        """Have the page in sight read by the newest model, or the one that comes with the program, as suggestions."""
        from seqclr_desktop.jobs.transcribe_pages import TranscribePages

        collection, canvas = self._workspace.collection, self._window.canvas
        if collection is not None and canvas is not None and canvas.page is not None:
            self._workspace.run_job(TranscribePages(collection.folder, page_names=(canvas.page.name,)))

    def show_export(self) -> None:
        """Open the dialog that asks for format and place."""
        from seqclr_desktop.ui.exchange_view.export_dialog import ExportDialog

        collection = self._workspace.collection
        if collection is None:
            return
        dialog = ExportDialog(collection, self._window)
        dialog.job_wanted.connect(self._workspace.run_job)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # seeing ------------------------------------------------------------------------------------------

    def _on_canvas(self, name: str) -> None:
        canvas = self._window.canvas
        if canvas is not None:
            getattr(canvas, name)()

    def _turn(self) -> None:
        turn = getattr(self._window.current_view, "turn_page", None)
        if turn is not None:  # a view that can undo it
            turn()
            return
        canvas = self._window.canvas
        if canvas is not None and canvas.page is not None and canvas.page.id is not None:
            self._workspace.turn_page(canvas.page.id)

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self._workspace.preferences.theme = choice
        theme().choose(choice)

    def _choose_language(self, choice: LanguageChoice) -> None:
        self._workspace.preferences.language = choice
        if self._workspace.jobs.is_idle:
            self._window.open_anew()
        else:
            words = tr("The language changes when the program is next opened; nothing that runs now is stopped.")
            show_sentence(tr("Language"), words, self._window)

    # help --------------------------------------------------------------------------------------------

    def _show_shortcuts(self) -> None:
        from seqclr_desktop.ui.shortcuts_dialog import ShortcutsDialog

        view: Any = self._window.views.view(Step.TRANSCRIBE)
        dialog = ShortcutsDialog(self._window.actions_.shortcuts(), view.keys, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_manual(self) -> None:
        from seqclr_desktop.ui.manual_dialog import ManualDialog

        dialog = ManualDialog(places.resources_folder() / "manual", self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_about(self) -> None:
        words = tr(
            "SeqCLR Desktop {version}\n\nLearns to read the handwriting of a collection, on this computer."
            " Free software under the Apache License 2.0.",
            version=seqclr_desktop.__version__,
        )
        show_sentence(tr("About SeqCLR Desktop"), words, self._window)
