"""The page that tells citizens and developers where the open data is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.models import Report
from reports.open_data import month_of, published_months

MOST_MONTHS = 24


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Show the files and addresses of the catalogue and of the published months."""
    months = published_months()[:MOST_MONTHS]
    context = {"months": [_month(report) for report in months]}
    return render(request, "reports/open_data.html", context)


def _month(report: Report) -> dict[str, str]:
    month = month_of(report)
    return {
        "label": report.label,
        "csv": reverse("api:month_tallies_csv", kwargs={"month": month}),
        "json": reverse("api:month_tallies", kwargs={"month": month}),
    }
