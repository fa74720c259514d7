"""The curves of a run as a table to paste into a spreadsheet. No Qt here."""

from __future__ import annotations

from seqclr_desktop.ui.training_view.curves import Curve, Curves

_HEAD = ("curve", "seconds", "value")


def table_text(curves: Curves) -> str:
    """One row per point, tab-separated: which curve, seconds since the beginning, value."""
    named: dict[str, Curve] = {
        "contrastive_loss": curves.contrastive,
        "chance_loss": curves.chance,
        "retrieval": curves.retrieval,
        "ink_restored": curves.restored,
        "small_reader_cer": curves.probe,
        "linear_reader_cer": curves.linear_probe,
        "finetune_loss": curves.finetune,
        "validation_cer": curves.cer,
    }
    rows = ["\t".join(_HEAD)]
    for name, curve in named.items():
        points = zip(curve.seconds, curve.values, strict=True)
        rows += [f"{name}\t{seconds:.1f}\t{value:.6g}" for seconds, value in points]
    return "\n".join(rows) + "\n"
