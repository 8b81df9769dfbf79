"""manage.py deadline: when is a dossier due, and why."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from procedures.deadline_questions import (
    QuestionError,
    answers,
    parse_due_time,
    parse_limit,
    parse_moment,
)
from procedures.deadlines import Deadline, DeadlineError, due_at
from procedures.office_calendar import working_calendar
from procedures.openinghours import CalendarError
from procedures.workcalendar import PROVISIONAL_MARK
from wardportal.formats import clock_and_day
from wardportal.office.current import OfficeNotSetUpError, current_office

REFUSALS = (QuestionError, DeadlineError, CalendarError, OfficeNotSetUpError)


class Command(BaseCommand):
    help = "Tính hạn trả: deadline 2026-11-20T10:00 3 working_day, hoặc --batch TỆP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("received", nargs="?", help="lúc nhận, 2026-11-20T10:00")
        parser.add_argument("limit", nargs="?", help="thời hạn, số nguyên")
        parser.add_argument(
            "unit", nargs="?", help="working_day, day, hour, month hoặc same_day"
        )
        parser.add_argument("--cutoff", help="nhận sau giờ này tính ngày sau, 15:00")
        parser.add_argument("--due-time", help="end_of_day hoặc same_time")
        parser.add_argument("--explain", action="store_true", help="kể từng ngày")
        parser.add_argument("--batch", type=Path, help="tệp JSON, mỗi dòng một câu hỏi")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["batch"]:
                self._answer_file(options["batch"])
            else:
                self._answer_one(options)
        except REFUSALS as error:
            raise CommandError(str(error)) from error

    def _answer_file(self, file: Path) -> None:
        if not file.is_file():
            raise CommandError(f"Không tìm thấy tệp {file.name}.")
        policy = current_office().due_time_policy
        with file.open(encoding="utf-8") as lines:
            for answer in answers(
                lines, office_calendar=working_calendar, due_time=policy
            ):
                self.stdout.write(answer)

    def _answer_one(self, options: dict[str, Any]) -> None:
        if not options["unit"]:
            raise CommandError(
                "Hãy ghi lúc nhận, thời hạn và đơn vị, hoặc --batch TỆP."
            )
        if not (options["limit"].isascii() and options["limit"].isdigit()):
            raise CommandError("Thời hạn phải là số nguyên từ 1 trở lên.")
        policy = options["due_time"] or current_office().due_time
        deadline = due_at(
            parse_moment(options["received"]),
            parse_limit(int(options["limit"]), options["unit"], options["cutoff"]),
            calendar=working_calendar(),
            due_time=parse_due_time(policy),
        )
        self._print(deadline, explained=options["explain"])

    def _print(self, deadline: Deadline, *, explained: bool) -> None:
        mark = f" ({PROVISIONAL_MARK})" if deadline.provisional else ""
        self.stdout.write(f"{deadline.due_at:%Y-%m-%dT%H:%M}")
        if explained:
            self.stdout.write(f"Hẹn trả {clock_and_day(deadline.due_at)}{mark}")
            for step in deadline.steps:
                self.stdout.write(f"  {step}")
        elif mark:
            self.stderr.write(PROVISIONAL_MARK)
