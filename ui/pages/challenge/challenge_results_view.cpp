#include "ui/pages/challenge/challenge_results_view.h"

#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/challenge/challenge_chart.h"
#include "ui/pages/challenge/challenge_words.h"
#include "ui/pages/challenge/items_view.h"
#include "ui/pages/challenge/missed_tasks.h"
#include "ui/pages/challenge/people_view.h"
#include "ui/pages/challenge/result_figures.h"
#include "ui/pages/challenge/session_studies.h"
#include "ui/report/pdf_pages.h"
#include "ui/session/common/words.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/view_tabs.h"

namespace oneshot::ui {
namespace {

using report::ChallengeSheet;
using session::counted;
using Sessions = std::vector<session::SessionRecord>;
using Trials = std::vector<session::TrialRecord>;

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

void writeFacts(ChallengeSheet& sheet, const Sessions& sessions, const Trials& trials,
                const session::ChallengeScore& all) {
    const bool several = all.participants > 1;
    sheet.title = several || sessions.empty()
                      ? tr("People against a one-shot learner")
                      : tr("%1 against a one-shot learner").arg(sessions.front().settings.participant);
    QStringList participants, sources, models, kinds;
    for (const auto& session : sessions) {
        participants += session.settings.participant;
        sources += tr("%1 · fingerprint %2").arg(sourceText(session.settings.source), session.dataSha256.left(12));
        const QString model = session::ModelLibrary::titleOf(session.settings.modelId);
        models += model == session.modelFingerprint
                      ? model  // the name of a baseline says all
                      : tr("%1 · fingerprint %2").arg(model, session.modelFingerprint.left(12));
    }
    for (const auto& trial : trials) kinds += tr("%1-way %2-shot").arg(trial.ways).arg(trial.shots);
    for (QStringList* list : {&participants, &sources, &models, &kinds}) list->removeDuplicates();
    sheet.facts = {
        {several ? tr("Participants") : tr("Participant"), participants.join(QStringLiteral(", "))},
        {tr("Data"), sources.join(u'\n')},
        {tr("Model"), models.join(u'\n')},
        {tr("Tasks"), tr("%1, %2").arg(kinds.join(QStringLiteral(", ")),
                                       counted(all.answers.total(), tr("1 that counts"), tr("%1 that count")))}};
    if (!sessions.empty())
        sheet.facts.emplace_back(tr("Begun"), QLocale().toString(sessions.back().startedUtc, QLocale::LongFormat));
}

void writeBars(ChallengeSheet& sheet, const Trials& trials, const session::ChallengeScore& all,
               const std::vector<report::ReferenceLine>& published) {
    const auto bar = [](const QString& name, const session::Estimate& estimate) {
        return ChallengeSheet::Bar{name, estimate.percent,
                                   std::pair(estimate.interval95.low, estimate.interval95.high)};
    };
    sheet.barsTitle = tr("Accuracy, with intervals of 95 %");
    sheet.bars = {bar(all.participants > 1 ? tr("People") : tr("Person"), all.person), bar(tr("Model"), all.model)};
    for (const auto& line : published)  // named "people 95.5" beside a chart
        sheet.bars.push_back({line.name.section(u' ', 0, -2), line.y, {}});
    if (!trials.empty() && published.empty()) sheet.bars.push_back({tr("chance"), 100.0 / trials.front().ways, {}});
}

QString pair(const session::ChallengeScore& part) {
    if (part.participants > 1)
        return tr("people %1, model %2; %3")
            .arg(percentText(part.person.percent), percentText(part.model.percent),
                 counted(part.answers.total(), tr("1 answer"), tr("%1 answers")));
    return tr("person %1, model %2 of %3")
        .arg(part.answers.first().right)
        .arg(part.answers.second().right)
        .arg(part.answers.total());
}

void writeFigures(ChallengeSheet& sheet, const session::ChallengeResults& results) {
    const session::ChallengeScore& all = results.all;
    const session::ResponseTimes& times = results.times;
    sheet.figures = {
        {tr("Right answers"), pair(all)},
        {tr("Intervals"),
         tr("person %1, model %2").arg(intervalText(all.person.interval95), intervalText(all.model.interval95))},
        {tr("Difference"), tr("%1 points (%2), %3")
                               .arg(signedText(all.difference.percent, 1), intervalText(all.difference.interval95),
                                    probabilityText(all.p))},
        {tr("Response time"),
         tr("median %1, quartiles %2 – %3")
             .arg(secondsText(times.median), secondsText(times.lowerQuartile), secondsText(times.upperQuartile))}};
    const auto addPart = [&](const QString& name, const session::ChallengeScore& part) {
        if (part.answers.total() != all.answers.total())
            sheet.figures.emplace_back(
                name, tr("%1; person %2, model %3")
                          .arg(pair(part), intervalText(part.person.interval95), intervalText(part.model.interval95)));
    };
    addPart(tr("Alphabets not read"), results.unreadable);
    addPart(tr("Unseen by the model"), results.unseen);
}

void writeMissed(ChallengeSheet& sheet, const Trials& trials, const session::ChallengeResults& results,
                 const session::TrialDrawings& drawings) {
    sheet.missedTitle = tr("Missed by the person");
    std::vector<int> missed = results.beatPerson;
    missed.insert(missed.end(), results.beatBoth.begin(), results.beatBoth.end());
    std::ranges::sort(missed);
    for (const int i : missed) {
        const session::TrialRecord& trial = trials[static_cast<std::size_t>(i)];
        const auto task = drawings.task(trial);
        if (!task) continue;
        const session::DatasetPtr dataset = drawings.dataset(trial);
        auto& pictures = sheet.missed.emplace_back();
        for (const MissedTask::Part& part : missedTask(trial, dataset, *task).parts)
            pictures.push_back({nameOf(part.kind), inkImage(dataset->drawings[part.drawing].image, Qt::black)});
    }
    if (const auto undrawn = missed.size() - sheet.missed.size(); undrawn > 0)
        sheet.notes += u' ' + tr("%1 of %2 that the person missed could not be drawn: %3")
                                  .arg(undrawn)
                                  .arg(counted(std::ssize(missed), tr("1 task"), tr("%1 tasks")))
                                  .arg(drawings.problem().isEmpty() ? tr("their data were still being read.")
                                                                    : drawings.problem());
}

}  // namespace

ChallengeResultsView::ChallengeResultsView(session::Workspace& workspace)
    : drawings_(workspace),
      figures_(new ResultFigures(QStringLiteral("challenge."))),
      plot_(new CurvePlot),
      times_(new CurvePlot),
      withheld_(new QLabel),
      excluded_(textLabel("challenge.excluded")),
      blindedNote_(textLabel("challenge.blinded", nullptr)),
      unblind_(new QPushButton(tr("Unblind..."))),
      missed_(new MissedTasksPanel(drawings_)),
      people_(new PeopleView),
      items_(new ItemsView) {
    setObjectName(QStringLiteral("challenge.results"));
    withheld_->setObjectName(QStringLiteral("challenge.withheld"));
    withheld_->setWordWrap(true);
    plot_->setObjectName(QStringLiteral("challenge.plot"));
    times_->setObjectName(QStringLiteral("challenge.plot.times"));
    constexpr int plotLines = 15;  // of text, as high as a chart is at least
    for (CurvePlot* plot : {plot_, times_}) plot->setMinimumHeight(plotLines * fontMetrics().height());
    unblind_->setObjectName(QStringLiteral("challenge.unblind"));
    unblind_->setToolTip(tr("Shows the accuracies of the study from now on; the time is noted with its sessions"));
    QLayout* blinded = rowLayout(12, {{blindedNote_, 1}, {unblind_, 0, Qt::AlignTop}});
    QFrame* figuresCard = card(columnLayout(-1, {blinded, withheld_, excluded_, figures_}), {14, 9, 14, 9});
    plots_ = rowLayout(12, {{plot_, 2}, {times_, 1}});
    views_ = makeViews();
    setLayout(columnLayout(12, {figuresCard, {views_, 1}, Filler{0}}));
    connect(unblind_, &QPushButton::clicked, this, [this] { Q_EMIT unblindRequested(blinded_, blindedStudies_); });
    connect(missed_, &MissedTasksPanel::tasksRequested, this, &ChallengeResultsView::tasksRequested);
    setTrials({}, {}, session::Excluded::LeftOut, {});
}

QWidget* ChallengeResultsView::makeViews() {
    auto* accuracy = new QWidget;
    accuracy->setLayout(columnLayout(12, {{plots_, 3}, {missed_, 2}}));
    auto* views = new QStackedWidget;
    auto* tabs = new ViewTabs(views);
    tabs->addView(QStringLiteral("challenge.view.accuracy"), tr("Accuracy"), accuracy,
                  tr("Accuracy over trials and by response time, and the tasks that were missed"));
    tabs->addView(QStringLiteral("challenge.view.people"), tr("People"), people_,
                  tr("Each person's accuracy, learning over trials, speed"));
    tabs->addView(QStringLiteral("challenge.view.items"), tr("Items"), items_,
                  tr("Which characters are hard, and whether the model's scores tell which tasks people miss"));
    // The page is as high as the view that is shown, not as the highest of them.
    const auto follow = [views] {
        for (int i = 0; i < views->count(); ++i) {
            const auto policy = i == views->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored;
            views->widget(i)->setSizePolicy(policy, policy);
        }
    };
    connect(views, &QStackedWidget::currentChanged, this, follow);
    follow();
    auto* all = new QWidget;
    all->setLayout(columnLayout(12, {{tabs, 0, Qt::AlignLeft}, {views, 1}}));
    return all;
}

void ChallengeResultsView::setTrials(std::vector<session::SessionRecord> sessions,
                                     std::vector<session::TrialRecord> trials, session::Excluded excluded,
                                     const SessionStudies& studies) {
    sessions_ = std::move(sessions);
    trials_ = std::move(trials);
    hideBlindedSessions(studies);
    withholdOpenSessions();
    tellExcluded(excluded);
    takeReferences(studies);
    results_ = session::resultsOf(trials_, excluded);
    figures_->setResults(results_);
    report::CurveChart chart = challengeChart(trials_, results_);
    chart.references = references_;
    plot_->setToolTip(referenceSources_);
    plot_->setChart(std::move(chart));
    times_->setChart(responseTimeChart(trials_, results_));
    missed_->setTrials(trials_, results_);
    people_->setTrials(trials_, excluded);
    items_->setTrials(trials_, excluded);
}

/// Removes the sessions of blinded studies, and says so.
void ChallengeResultsView::hideBlindedSessions(const SessionStudies& studies) {
    QStringList titles;
    blinded_.clear();
    std::erase_if(sessions_, [&](const session::SessionRecord& session) {
        const SessionStudy* study = studies.of(session);
        if (!study || !study->isBlinded) return false;
        std::erase_if(trials_, [&](const session::TrialRecord& trial) { return trial.session == session.id; });
        if (!titles.contains(study->title())) {
            titles += study->title();
            blinded_.insert(blinded_.end(), study->sessions.begin(), study->sessions.end());
        }
        return true;
    });
    blindedStudies_ = titles.join(QStringLiteral("; "));
    blindedNote_->setText(tr("Blinded: %1. Accuracies, charts and analyses stay hidden, so that they cannot sway how "
                             "the study is run. Notes, exclusion, deletion and exports work all the same.")
                              .arg(blindedStudies_));
    for (QWidget* part : std::initializer_list<QWidget*>{blindedNote_, unblind_}) part->setVisible(!titles.isEmpty());
    const bool allHidden = !titles.isEmpty() && sessions_.empty();
    views_->setVisible(!allHidden);
    figures_->setVisible(!allHidden);
}

/// Takes the figures that the study names; those that were published for such trials where it names none.
void ChallengeResultsView::takeReferences(const SessionStudies& studies) {
    const SessionStudy* study = sessions_.empty() ? nullptr : studies.of(sessions_.front());
    const bool isOne = study && !study->figures.empty() &&
                       std::ranges::all_of(sessions_, [&](const auto& one) { return studies.of(one) == study; });
    references_ = isOne ? referencesOf(study->figures) : publishedFigures(shown_);
    referenceSources_ = references_.empty() ? QString()
                        : isOne             ? sourcesOf(study->figures)
                                            : sourcesOfPublishedFigures();
}

/// Removes the sessions whose results may not be told yet, and says how far they are.
void ChallengeResultsView::withholdOpenSessions() {
    QStringList withheld;
    std::erase_if(sessions_, [&](const session::SessionRecord& session) {
        if (!isWithheld(session)) return false;
        std::erase_if(trials_, [&](const session::TrialRecord& trial) { return trial.session == session.id; });
        withheld += tr("%1: %2 of %3 answered.")
                        .arg(session.settings.participant)
                        .arg(session.answered)
                        .arg(session.settings.practice + session.settings.trials);
        return true;
    });
    if (!withheld.isEmpty()) withheld += tr("Without feedback, nothing is told before the session's end.");
    withheld_->setText(withheld.join(u' '));
    withheld_->setVisible(!withheld.isEmpty());
    const bool allWithheld = !withheld.isEmpty() && trials_.empty();
    if (allWithheld) figures_->hide();
    plot_->setEmptyText(allWithheld ? tr("Shown at the session's end") : tr("No trial yet"));
    times_->setEmptyText(allWithheld ? tr("Shown at the session's end") : tr("Shown from 8 answers on"));
}

/// Says which sessions are excluded and why; removes them from the facts where they do not count. Their trials stay:
/// a task that was met there has been met.
void ChallengeResultsView::tellExcluded(session::Excluded excluded) {
    const bool leftOut = excluded == session::Excluded::LeftOut;
    shown_ = trials_;
    if (leftOut) std::erase_if(shown_, &session::TrialRecord::excluded);
    QStringList told;
    std::erase_if(sessions_, [&](const session::SessionRecord& session) {
        if (!session.excluded) return false;
        told += tr("session %1 of %2 (%3)")
                    .arg(session.id)
                    .arg(session.settings.participant, session.exclusionReason.simplified());
        return leftOut;
    });
    const QString list = told.join(QStringLiteral(", "));
    showNote(excluded_,
             told.isEmpty() ? QString()
             : leftOut      ? tr("Excluded and left out: %1.").arg(list)
                            : tr("Excluded, but counted here: %1.").arg(list),
             false);
    if (shown_.empty() && !trials_.empty())
        for (CurvePlot* plot : {plot_, times_}) plot->setEmptyText(tr("What is chosen is excluded"));
}

/// Side by side, both charts need room for the lines and the labels beside them.
void ChallengeResultsView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    constexpr int letters = 128;
    const bool beside = width() >= letters * fontMetrics().averageCharWidth();
    turn(plots_, beside);
    plots_->setStretchFactor(plot_, beside ? 2 : 1);
    people_->setBeside(beside);
    items_->setBeside(beside);
}

report::ChallengeSheet ChallengeResultsView::sheet() const {
    report::CurveChart chart = challengeChart(trials_, results_);
    chart.references = references_;
    ChallengeSheet sheet;
    writeFacts(sheet, sessions_, shown_, results_.all);
    writeBars(sheet, shown_, results_.all, references_);
    writeFigures(sheet, results_);
    if (chart.hasPoints()) sheet.chart = report::toPicture(chart, report::PdfPages::chartSize);
    sheet.notes = ResultFigures::methods(results_);
    if (!excluded_->text().isEmpty()) sheet.notes += u' ' + excluded_->text();
    writeMissed(sheet, trials_, results_, drawings_);
    for (const auto& session : sessions_)
        if (session.unblindedUtc.isValid()) {
            sheet.notes +=
                u' ' + tr("The study was blinded until %1.").arg(session.unblindedUtc.toUTC().toString(Qt::ISODate));
            break;
        }
    if (!references_.empty()) sheet.notes += u' ' + QString(referenceSources_).replace(u'\n', u' ');
    return sheet;
}

}  // namespace oneshot::ui
