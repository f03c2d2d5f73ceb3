"""Publication as a task: the run exists from its manifest on, the issue from its `issue.json` on."""

from prudent.model.run import Issue, Manifest
from prudent.model.value import Value
from prudent.store.issues import publish as publish_run
from prudent.store.layout import issue_folder
from tasks.shown import memo_files
from tasks.stage import Done, stage
from tasks.work import Place


class Published(Value):
    """Where the latest issue lies, and whether this run made it."""

    issue: Issue
    folder: str
    new: bool


@stage
def publish(place: Place, manifest: Manifest) -> Done[Published]:
    """Make the run the latest issue, unless it is already.

    Raises:
        RecordTampered: the run's files are not what its manifest says.
    """
    publication = publish_run(place.objects(), manifest)
    folder = issue_folder(manifest.request, publication.issue.number)
    line = f"issue {publication.issue.number}" if publication.new else f"issue {publication.issue.number}, unchanged"
    shown = (memo_files(place, publication.issue),)
    return Done(Published(issue=publication.issue, folder=folder, new=publication.new), line, shown)
