"""The models known to a collection: what each is, where it came from, how well it reads.

The files lie in the collection's folder `models`; their format is no concern of this room.
"""

from __future__ import annotations

import difflib
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seqclr_desktop.collection.base_models import bundled_models, models_by_direction
from seqclr_desktop.collection.model_record import ModelKind, ModelRecord
from seqclr_desktop.collection.shelf import Shelf
from seqclr_desktop.collection.stored_values import now, read_json, read_path, write_json, write_path
from seqclr_desktop.document import AuthorKind, Direction, scripts_of
from seqclr_desktop.errors import CollectionError
from seqclr_desktop.images.file_names import legal_name

_LINES_ASKED = 300  # for script and direction
_COLUMNS = "name, kind, path, parent, created_at, note, settings, scores"


class Models(Shelf):
    """The models of a collection, known by name."""

    @property
    def models_folder(self) -> Path:
        return self.folder / "models"

    def add_model(self, model: ModelRecord) -> ModelRecord:
        """Make a model known; its file must lie at its path already. Raises CollectionError for a name in use."""
        with self._database.writing() as connection:
            if model.name in _names(connection):
                raise CollectionError(
                    f"There already is a model named “{model.name}”.", advice="Choose another name, or remove that one."
                )
            connection.execute(
                f"INSERT INTO models ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    model.name,
                    model.kind.value,
                    write_path(model.path, self.folder),
                    model.parent,
                    model.created_at or now(),
                    model.note,
                    write_json(model.settings),
                    write_json(model.scores),
                ),
            )
            return self.model(model.name)

    def models(self, kind: ModelKind | None = None) -> list[ModelRecord]:
        """Those made in this collection, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM models ORDER BY id DESC")
            records = [self._model_from_row(row) for row in rows]
        return [record for record in records if kind in (None, record.kind)]

    def base_models(self) -> list[ModelRecord]:
        """The models that come with the program, for the scripts of the collection's texts, the likeliest first.

        Until there are texts it is all of them, those first that suit the direction of the lines.
        """
        scripts = scripts_of(self.some_texts())
        return bundled_models(scripts) if scripts else models_by_direction(self._direction_of_lines())

    def base_models_to_start_from(self) -> list[ModelRecord]:
        """Those for the collection's scripts, or else that of most hands: eyes for pen strokes serve every script."""
        return self.base_models() or bundled_models(["latin"])

    def some_texts(self) -> list[str]:
        """What people wrote on some hundred lines: enough to tell script and direction, cheap in any collection."""
        with self._database.reading() as connection:
            rows = connection.execute(
                # by the counts of pages, so that no question goes through 100 000 lines without a person's text
                """SELECT v.text FROM pages p JOIN lines l ON l.page_id = p.id AND l.is_removed = 0
                   JOIN text_versions v ON v.id = l.human_id AND v.text <> '' WHERE p.human_count > 0 LIMIT ?""",
                (_LINES_ASKED,),
            ).fetchall()
        return [text for (text,) in rows]

    def _direction_of_lines(self) -> Direction:
        with self._database.reading() as connection:
            rows = connection.execute("SELECT direction FROM lines LIMIT ?", (_LINES_ASKED,)).fetchall()
        right_to_left = sum(direction == Direction.RIGHT_TO_LEFT for (direction,) in rows)
        return Direction.RIGHT_TO_LEFT if right_to_left * 2 > len(rows) else Direction.LEFT_TO_RIGHT

    def recognisers(self) -> list[ModelRecord]:
        """All models that can read: the collection's own, newest first, then those that come with the program."""
        return [*self.models(ModelKind.RECOGNISER), *self.base_models()]

    def only_trying_tells_who_reads_best(self) -> bool:
        """Whether no model was made here, and of those that come with the program several may suit."""
        return not self.models(ModelKind.RECOGNISER) and len(self.base_models()) > 1

    def model(self, name: str) -> ModelRecord:
        """One made here or one that comes with the program.

        Raises CollectionError that names the known models when there is none of this name.
        """
        with self._database.reading() as connection:
            row = connection.execute(f"SELECT {_COLUMNS} FROM models WHERE name = ?", (name,)).fetchone()
            if row is not None:
                return self._model_from_row(row)
            bundled = {model.name: model for model in bundled_models()}
            if name in bundled:
                return bundled[name]
            raise _unknown_model(name, [*_names(connection), *bundled])

    def free_model_name(self, wanted: str) -> str:
        """`wanted` as a file may be called; with `-2`, `-3`, … when it is taken, also by a file of another spelling.

        Names of models that were removed are taken while texts, models or runs tell of them.
        """
        wanted = legal_name(wanted)
        taken = {name.casefold() for name in (*self._names_told_of(), *(model.name for model in bundled_models()))}
        if self.models_folder.is_dir():
            taken |= {path.stem.casefold() for path in self.models_folder.iterdir()}
        name, number = wanted, 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted}-{number}"
        return name

    def _names_told_of(self) -> list[str]:
        """Every name that is, or once was, that of a model here."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT name FROM models UNION SELECT parent FROM models
                   UNION SELECT author FROM text_versions WHERE author_kind = ?""",
                (AuthorKind.MODEL.value,),
            )
            names = [str(name) for (name,) in rows if name]
            results = [read_json(result) for (result,) in connection.execute("SELECT result FROM runs")]
        return names + [str(result["model"]) for result in results if result.get("model")]

    def set_model_scores(self, name: str, scores: Mapping[str, float]) -> None:
        """Add `scores` to what is known of a model made here; scores of the same name are replaced."""
        with self._database.writing() as connection:
            known = dict(self.model(name).scores)
            connection.execute("UPDATE models SET scores = ? WHERE name = ?", (write_json({**known, **scores}), name))

    def _model_from_row(self, row: tuple[Any, ...]) -> ModelRecord:
        name, kind, path, parent, created_at, note, settings, scores = row
        return ModelRecord(
            name=name,
            kind=ModelKind(kind),
            path=read_path(path, self.folder),
            parent=parent,
            created_at=created_at,
            note=note,
            settings=json.loads(settings),
            scores=read_json(scores),
        )


def _names(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM models ORDER BY id DESC")]


def _unknown_model(name: str, known: list[str]) -> CollectionError:
    if close := difflib.get_close_matches(name, known, n=1):
        advice = f"Did you mean “{close[0]}”? It has: {', '.join(known)}."
    else:
        advice = f"It has: {', '.join(known)}."
    return CollectionError(f"This collection has no model named “{name}”.", advice=advice)
