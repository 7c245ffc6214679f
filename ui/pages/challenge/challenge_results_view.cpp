#include "ui/pages/challenge/challenge_results_view.h"

#include <QButtonGroup>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/pages/challenge/challenge_chart.h"
#include "ui/pages/challenge/challenge_words.h"
#include "ui/pages/challenge/missed_tasks.h"
#include "ui/pages/challenge/result_figures.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/character_strip.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

bool within(const std::vector<session::SessionRecord>& sessions) {
    return std::all_of(sessions.begin(), sessions.end(),
                       [](const auto& session) { return session.settings.withinAlphabet; });
}

QString sourcesOfPublished() {
    return ChallengeResultsView::tr(
        "People and HBPL: Lake, Salakhutdinov and Tenenbaum, Science 2015. Author: that of an article on one-shot "
        "learning, tested as a person; unread: without the alphabets that he knew.");
}

}  // namespace

ChallengeResultsView::ChallengeResultsView(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      drawings_(workspace),
      figures_(new ResultFigures(QStringLiteral("challenge."))),
      plot_(new CurvePlot),
      times_(new CurvePlot),
      lists_(new QButtonGroup(this)),
      open_(new QPushButton(tr("Open in Tasks"))),
      withheld_(new QLabel),
      note_(new QLabel),
      tasks_(new MissedTasks) {
    setObjectName(QStringLiteral("challenge.results"));
    auto* figuresCard = new QFrame;
    setStyleRole(figuresCard, "card");
    auto* figuresLayout = new QVBoxLayout(figuresCard);
    figuresLayout->setContentsMargins(14, 9, 14, 9);
    figuresLayout->addWidget(withheld_);
    figuresLayout->addWidget(figures_);
    withheld_->setObjectName(QStringLiteral("challenge.withheld"));
    withheld_->setWordWrap(true);
    plot_->setObjectName(QStringLiteral("challenge.plot"));
    times_->setObjectName(QStringLiteral("challenge.plot.times"));
    auto* plots = new QHBoxLayout;
    plots->setSpacing(12);
    plots->addWidget(plot_, 2);
    plots->addWidget(times_, 1);

    auto* tasksCard = new QFrame;
    setStyleRole(tasksCard, "card");
    auto* bar = new QHBoxLayout;
    bar->setSpacing(4);
    const char* names[] = {"challenge.list.person", "challenge.list.model", "challenge.list.both"};
    for (int i = 0; i < 3; ++i) {
        auto* button = new QToolButton;
        button->setObjectName(QLatin1String(names[i]));
        button->setCheckable(true);
        setStyleRole(button, "flat");
        lists_->addButton(button, i);
        listButtons_[static_cast<std::size_t>(i)] = button;
        bar->addWidget(button);
    }
    listButtons_[0]->setChecked(true);
    bar->addStretch(1);
    open_->setObjectName(QStringLiteral("challenge.tasks"));
    open_->hide();
    bar->addWidget(open_);
    note_->setObjectName(QStringLiteral("challenge.tasks.note"));
    note_->setWordWrap(true);
    setStyleRole(note_, "muted");
    tasks_->setObjectName(QStringLiteral("challenge.tasks.list"));
    tasks_->setAccessibleName(tr("Tasks that were missed"));
    auto* content = new QWidget;
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins({});
    contentLayout->addWidget(note_);
    contentLayout->addWidget(tasks_);
    contentLayout->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(78);
    auto* tasksLayout = new QVBoxLayout(tasksCard);
    tasksLayout->setContentsMargins(14, 9, 14, 9);
    tasksLayout->setSpacing(8);
    tasksLayout->addLayout(bar);
    tasksLayout->addWidget(scroll, 1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(figuresCard);
    layout->addLayout(plots, 3);
    layout->addWidget(tasksCard, 2);
    connect(lists_, &QButtonGroup::idClicked, this, &ChallengeResultsView::showTasks);
    connect(&drawings_, &session::TrialDrawings::changed, this, &ChallengeResultsView::showTasks);
    connect(open_, &QPushButton::clicked, this, &ChallengeResultsView::openTasks);
    setTrials({}, {});
}

void ChallengeResultsView::setTrials(std::vector<session::SessionRecord> sessions,
                                     std::vector<session::TrialRecord> trials) {
    QStringList withheld;
    std::erase_if(sessions, [&](const session::SessionRecord& session) {
        if (!isWithheld(session)) return false;
        std::erase_if(trials, [&](const session::TrialRecord& trial) { return trial.session == session.id; });
        withheld += tr("%1: %2 of %3 answered.")
                        .arg(session.settings.participant)
                        .arg(session.answered)
                        .arg(session.settings.practice + session.settings.trials);
        return true;
    });
    if (!withheld.isEmpty()) withheld += tr("Without feedback, nothing is told before the session's end.");
    withheld_->setText(withheld.join(u' '));
    withheld_->setVisible(!withheld.isEmpty());
    figures_->setVisible(withheld.isEmpty() || !trials.empty());
    const bool toldLater = !withheld.isEmpty() && trials.empty();
    plot_->setEmptyText(toldLater ? tr("At the session's end") : tr("No trial yet"));
    times_->setEmptyText(toldLater ? tr("At the session's end") : tr("From 8 answers on"));
    sessions_ = std::move(sessions);
    trials_ = std::move(trials);
    results_ = session::resultsOf(trials_);
    figures_->setResults(results_);
    report::CurveChart chart = challengeChart(trials_, results_);
    chart.references = publishedFigures(trials_, within(sessions_));
    plot_->setToolTip(chart.references.empty() ? QString() : sourcesOfPublished());
    plot_->setChart(std::move(chart));
    times_->setChart(responseTimeChart(trials_, results_));
    drawings_.find(trials_);
    showTasks();
}

void ChallengeResultsView::offerTasks(bool on) {
    open_->setVisible(on);
}

const std::vector<int>& ChallengeResultsView::list() const {
    const int chosen = lists_->checkedId();
    return chosen == 1 ? results_.beatModel : chosen == 2 ? results_.beatBoth : results_.beatPerson;
}

void ChallengeResultsView::showTasks() {
    listButtons_[0]->setText(tr("Only the person missed · %1").arg(results_.beatPerson.size()));
    listButtons_[1]->setText(tr("Only the model missed · %1").arg(results_.beatModel.size()));
    listButtons_[2]->setText(tr("Both missed · %1").arg(results_.beatBoth.size()));
    std::vector<MissedTask> missed;
    for (const int i : list()) {
        const session::TrialRecord& trial = trials_[static_cast<std::size_t>(i)];
        if (const auto task = drawings_.task(trial))
            missed.push_back(missedTask(trial, drawings_.dataset(trial), *task));
    }
    const std::size_t undrawn = list().size() - missed.size();
    const bool fault = undrawn > 0 && !drawings_.problem().isEmpty();
    note_->setText(list().empty() ? tr("None")
                   : fault ? tr("%1 of %2 cannot be drawn. %3").arg(undrawn).arg(list().size()).arg(drawings_.problem())
                   : undrawn > 0 ? tr("The drawings are being read")
                                 : QString());
    setStyleRole(note_, "fault", fault);
    setStyleRole(note_, "muted", !fault);
    note_->setVisible(!note_->text().isEmpty());
    open_->setEnabled(!missed.empty());
    const auto openable =
        std::ranges::count_if(missed, [&](const MissedTask& task) { return task.dataset == missed.front().dataset; });
    const bool part = openable > 0 && openable < std::ssize(list());
    open_->setText(part ? tr("Open %1 of %2 in Tasks").arg(openable).arg(list().size()) : tr("Open in Tasks"));
    open_->setToolTip(part
                          ? tr("The page Tasks shows one dataset at a time; the others are of other data, or could not "
                               "be drawn")
                          : QString());
    tasks_->setTasks(std::move(missed));
}

void ChallengeResultsView::openTasks() {
    // Tasks of one dataset: that of the first.
    session::DatasetPtr dataset;
    std::vector<Task> tasks;
    for (const int i : list()) {
        const session::TrialRecord& trial = trials_[static_cast<std::size_t>(i)];
        const auto task = drawings_.task(trial);
        if (!dataset && task) dataset = drawings_.dataset(trial);
        if (task && drawings_.dataset(trial) == dataset) tasks.push_back(*task);
    }
    if (dataset) Q_EMIT tasksRequested(dataset, tasks);
}

report::ChallengeSheet ChallengeResultsView::sheet() const {
    report::ChallengeSheet sheet;
    const session::ChallengeScore& all = results_.all;
    const bool several = all.participants > 1;
    const PairedAnswers& answers = all.answers;
    sheet.title = tr("People against a one-shot learner");
    if (!several && !sessions_.empty())
        sheet.title = tr("%1 against a one-shot learner").arg(sessions_.front().settings.participant);
    QStringList participants, sources, models;
    for (const auto& session : sessions_) {
        const auto add = [](QStringList& list, const QString& text) {
            if (!list.contains(text)) list += text;
        };
        add(participants, session.settings.participant);
        add(sources, tr("%1 · fingerprint %2").arg(sourceText(session.settings.source), session.dataSha256.left(12)));
        const QString model = session::ModelLibrary::titleOf(session.settings.modelId);
        add(models, model == session.modelFingerprint
                        ? model  // of a baseline its name says all
                        : tr("%1 · fingerprint %2").arg(model, session.modelFingerprint.left(12)));
    }
    QStringList kinds;
    for (const auto& trial : trials_) {
        const QString kind = tr("%1-way %2-shot").arg(trial.ways).arg(trial.shots);
        if (!kinds.contains(kind)) kinds += kind;
    }
    sheet.facts = {
        {several ? tr("Participants") : tr("Participant"), participants.join(QStringLiteral(", "))},
        {tr("Data"), sources.join(u'\n')},
        {tr("Model"), models.join(u'\n')},
        {tr("Tasks"), tr("%1, %2").arg(kinds.join(QStringLiteral(", ")),
                                       session::counted(answers.total(), tr("1 that counts"), tr("%1 that count")))}};
    if (!sessions_.empty())
        sheet.facts.emplace_back(tr("Begun"), QLocale().toString(sessions_.back().startedUtc, QLocale::LongFormat));

    const auto bar = [](const QString& name, const session::Estimate& estimate) {
        return report::ChallengeSheet::Bar{name, estimate.percent,
                                           std::pair(estimate.interval95.low, estimate.interval95.high)};
    };
    sheet.barsTitle = tr("Accuracy, with intervals of 95 %");
    sheet.bars = {bar(several ? tr("People") : tr("Person"), all.person), bar(tr("Model"), all.model)};
    const auto published = publishedFigures(trials_, within(sessions_));
    for (const auto& line : published)  // named "people 95.5" beside a chart
        sheet.bars.push_back({line.name.section(u' ', 0, -2), line.y, {}});
    if (!trials_.empty() && published.empty()) sheet.bars.push_back({tr("chance"), 100.0 / trials_.front().ways, {}});

    const auto pair = [](const session::ChallengeScore& part) {
        if (part.participants > 1)
            return tr("people %1, model %2; %3")
                .arg(percentWords(part.person.percent), percentWords(part.model.percent),
                     session::counted(part.answers.total(), tr("1 answer"), tr("%1 answers")));
        return tr("person %1, model %2 of %3")
            .arg(part.answers.first().right)
            .arg(part.answers.second().right)
            .arg(part.answers.total());
    };
    const auto pairWithIntervals = [&](const session::ChallengeScore& part) {
        return tr("%1; person %2, model %3")
            .arg(pair(part), intervalText(part.person.interval95), intervalText(part.model.interval95));
    };
    sheet.figures = {
        {tr("Right answers"), pair(results_.all)},
        {tr("Intervals"),
         tr("person %1, model %2").arg(intervalText(all.person.interval95), intervalText(all.model.interval95))},
        {tr("Difference"), tr("%1 points (%2), %3")
                               .arg(all.difference.percent, 0, 'f', 1)
                               .arg(intervalText(all.difference.interval95), probabilityText(all.p))},
        {tr("Response time"), tr("median %1, quartiles %2 – %3")
                                  .arg(secondsText(results_.times.median), secondsText(results_.times.lowerQuartile),
                                       secondsText(results_.times.upperQuartile))}};
    if (results_.unreadable.answers.total() != answers.total())
        sheet.figures.emplace_back(tr("Alphabets not read"), pairWithIntervals(results_.unreadable));
    if (results_.unseen.answers.total() != answers.total())
        sheet.figures.emplace_back(tr("Unseen by the model"), pairWithIntervals(results_.unseen));

    report::CurveChart chart = challengeChart(trials_, results_);
    chart.references = published;
    sheet.chart = report::chartPicture(chart);
    std::vector<int> missed = results_.beatPerson;
    missed.insert(missed.end(), results_.beatBoth.begin(), results_.beatBoth.end());
    std::sort(missed.begin(), missed.end());
    int undrawn = 0;
    for (const int i : missed) {
        const session::TrialRecord& trial = trials_[static_cast<std::size_t>(i)];
        const auto task = drawings_.task(trial);
        if (!task) {
            ++undrawn;
            continue;
        }
        const session::DatasetPtr dataset = drawings_.dataset(trial);
        auto& pictures = sheet.missed.emplace_back();
        for (const MissedTask::Part& part : missedTask(trial, dataset, *task).parts)
            pictures.push_back({nameOf(part.kind), inkImage(dataset->drawings[part.drawing].image, Qt::black)});
    }
    sheet.missedTitle = tr("Missed by the person");
    sheet.notes = ResultFigures::methods(results_);
    if (undrawn > 0)
        sheet.notes += u' ' + tr("%1 of %2 that the person missed could not be drawn: %3")
                                  .arg(undrawn)
                                  .arg(session::counted(std::ssize(missed), tr("1 task"), tr("%1 tasks")))
                                  .arg(drawings_.problem().isEmpty() ? tr("their data were still being read.")
                                                                     : drawings_.problem());
    if (!published.empty()) sheet.notes += u' ' + sourcesOfPublished();
    return sheet;
}

}  // namespace oneshot::ui
