#include "ui/pages/draw/support_chooser.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>

#include "core/base/error.h"
#include "core/tasks/task_sampler.h"
#include "ui/session/common/words.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int maxWays = 60, maxShots = 5;
constexpr int maxListed = 200;  // alphabets of a menu

}  // namespace

SupportChooser::SupportChooser(session::Workspace& workspace, session::OwnSet& ownSet)
    : workspace_(workspace),
      ownSet_(ownSet),
      button_(new QToolButton),
      menu_(new QMenu(this)),
      shotsField_(new QWidget),
      waysField_(new QWidget),
      seedField_(new QWidget),
      shots_(spinBox("draw.support.shots", 1, maxShots, 1)),
      ways_(spinBox("draw.support.ways", 2, maxWays, 20)),
      seed_(spinBox("draw.support.seed", 1, 999'999, 1)) {
    QLabel* caption = fieldCaption(tr("Compared with"), button_);
    button_->setObjectName(QStringLiteral("draw.support.choose"));
    button_->setAccessibleName(tr("Support set"));
    button_->setToolTip(tr("The characters that a drawing is compared with"));
    explain(button_, "support set");
    explain(shots_, "shot");
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button_->setPopupMode(QToolButton::InstantPopup);
    button_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button_->setMenu(menu_);
    setStyleRole(button_, "field");

    QToolButton* again = flatButton("draw.support.again", "shuffle", {}, tr("Other characters: the next seed"));
    connect(again, &QToolButton::clicked, this, [this] { seed_->setValue(seed_->value() + 1); });
    shotsField_->setLayout(rowLayout(6, {fieldCaption(tr("Drawings each"), shots_), shots_}));
    waysField_->setLayout(rowLayout(6, {fieldCaption(tr("Characters"), ways_), ways_}));
    seedField_->setLayout(rowLayout(6, {fieldCaption(tr("Seed"), seed_), seed_, again}));
    setLayout(columnLayout(6, {caption, button_, new FlowLayout(12, {shotsField_, waysField_, seedField_})}));

    for (QSpinBox* box : {shots_, ways_, seed_}) connect(box, &QSpinBox::valueChanged, this, &SupportChooser::renew);
    connect(menu_, &QMenu::aboutToShow, this, &SupportChooser::fillMenu);
    connect(&workspace_, &session::Workspace::datasetChanged, this, [this] {
        if (source_ == Source::Alphabet) alphabet_ = 0;
        if (source_ == Source::Alphabet || random()) renew();
    });
    connect(&workspace_, &session::Workspace::heldOutChanged, this, [this] {
        if (source_ == Source::HeldOut) choose(workspace_.heldOut() ? Source::HeldOut : Source::Alphabet);
    });
    connect(&ownSet_, &session::OwnSet::changed, this, [this] {
        if (source_ == Source::Own) renew();
    });
    fillMenu();
    renew();
}

void SupportChooser::choose(Source source, int alphabet) {
    source_ = source;
    alphabet_ = alphabet;
    renew();
}

void SupportChooser::fillMenu() {
    menu_->clear();
    const auto addAlphabets = [this](const session::DatasetPtr& dataset, const char* name, Source source) {
        if (!dataset) return;
        QMenu* alphabets = menu_->addMenu(tr("Alphabets of %1").arg(buttonText(session::dataName(dataset->spec))));
        for (int i = 0; i < std::min<int>(maxListed, static_cast<int>(dataset->alphabets.size())); ++i) {
            QAction* action = alphabets->addAction(buttonText(QString::fromStdString(dataset->alphabets[i].name)), this,
                                                   [this, source, i] { choose(source, i); });
            action->setObjectName(QStringLiteral("%1.%2").arg(QLatin1String(name)).arg(i));
            action->setCheckable(true);
            action->setChecked(source_ == source && alphabet_ == i);
        }
    };
    addAlphabets(workspace_.dataset(), "draw.support.alphabet", Source::Alphabet);
    addAlphabets(workspace_.heldOut(), "draw.support.held-out", Source::HeldOut);
    const auto add = [this](const char* name, const char* icon, const QString& text, Source source) {
        QAction* action = menu_->addAction(lineIcon(icon), text, this, [this, source] { choose(source); });
        action->setObjectName(QLatin1String(name));
        action->setEnabled(source == Source::Own || workspace_.dataset());
    };
    add("draw.support.random-within", "shuffle", tr("Characters of one alphabet at random"), Source::RandomWithin);
    add("draw.support.random", "shuffle", tr("Characters of all alphabets at random"), Source::RandomAcross);
    add("draw.support.own", "draw", tr("My own characters"), Source::Own);
}

void SupportChooser::renew() {
    support_ = {};
    reason_.clear();
    shotsField_->setVisible(source_ != Source::Own);
    for (QWidget* field : {waysField_, seedField_}) field->setVisible(random());
    const session::DatasetPtr& dataset = source_ == Source::HeldOut ? workspace_.heldOut() : workspace_.dataset();
    if (source_ == Source::Own) {
        support_ = ownSet_.support();
        if (support_.ways.empty())
            reason_ = tr("You have no characters of your own yet. Draw one, give it a name and add it; or open a set.");
    } else if (!dataset) {
        reason_ = tr("There are no data yet. Choose a dataset at the left, or compare with characters of your own.");
    } else if (dataset->format == DataFormat::Vectors) {
        reason_ = tr("%1 holds vectors, which no drawing can be compared with. Choose data of images.")
                      .arg(session::dataName(dataset->spec));
    } else if (random()) {
        takeRandom(dataset);
    } else {
        takeAlphabet(dataset);
    }
    button_->setIcon(lineIcon(source_ == Source::Own ? "draw" : random() ? "shuffle" : "dataset"));
    button_->setText(
        support_.title.isEmpty()
            ? tr("Choose...")
            : tr("%1 · %2").arg(buttonText(support_.title),
                                session::counted(std::ssize(support_.ways), tr("1 character"), tr("%1 characters"))));
    Q_EMIT changed();
}

void SupportChooser::takeAlphabet(const session::DatasetPtr& dataset) {
    const int index = std::min(alphabet_, static_cast<int>(dataset->alphabets.size()) - 1);
    const Alphabet& alphabet = dataset->alphabets[index];
    support_ = {dataset, {}, QString::fromStdString(alphabet.name)};
    const int shown = std::min<int>(maxWays, static_cast<int>(alphabet.characters.size()));
    for (int c = 0; c < shown; ++c) {
        const std::vector<DrawingId>& drawings = alphabet.characters[c].drawings;
        const auto count = std::min<std::ptrdiff_t>(shots_->value(), std::ssize(drawings));
        if (count > 0) support_.ways.push_back({{index, c}, {drawings.begin(), drawings.begin() + count}});
    }
    if (shown < std::ssize(alphabet.characters))
        support_.title = tr("%1, the first of %2").arg(support_.title, QString::number(alphabet.characters.size()));
}

void SupportChooser::takeRandom(const session::DatasetPtr& dataset) {
    const bool within = source_ == Source::RandomWithin;
    const int possible = oneshot::maxWays(*dataset, shots_->value(), within);
    try {
        const TaskSettings settings{std::min(ways_->value(), std::max(2, possible)), shots_->value(), within,
                                    static_cast<std::uint64_t>(seed_->value()), true};
        support_ = {dataset, TaskSampler(*dataset, settings).next().ways,
                    within ? tr("One alphabet at random") : tr("At random")};
    } catch (const Error& error) {
        reason_ = QString::fromStdString(error.what());
    }
}

}  // namespace oneshot::ui
