#include "ui/pages/draw/support_chooser.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>

#include "core/base/error.h"
#include "core/tasks/task_sampler.h"
#include "ui/session/common/counted.h"
#include "ui/session/common/data_name.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr int maxListed = 200;  // alphabets of a menu

/// The boxes with their captions before them, in a line.
QWidget* fields(std::initializer_list<std::pair<QString, QSpinBox*>> boxes, QHBoxLayout*& line) {
    auto* widget = new QWidget;
    line = new QHBoxLayout(widget);
    line->setContentsMargins({});
    line->setSpacing(6);
    for (const auto& [caption, box] : boxes) {
        line->addWidget(fieldCaption(caption, box));
        line->addWidget(box);
        line->addSpacing(6);
    }
    return widget;
}

}  // namespace

SupportChooser::SupportChooser(session::Workspace& workspace, session::OwnSet& ownSet, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      ownSet_(ownSet),
      button_(new QToolButton),
      menu_(new QMenu(this)),
      shots_(spinBox("draw.support.shots", 1, mostShots, 1)),
      ways_(spinBox("draw.support.ways", 2, mostWays, 20)),
      seed_(spinBox("draw.support.seed", 1, 999'999, 1)) {
    QLabel* caption = fieldCaption(tr("Compared with"), button_);
    button_->setObjectName(QStringLiteral("draw.support.choose"));
    button_->setAccessibleName(tr("Support set"));
    button_->setToolTip(tr("The characters that a drawing is compared with"));
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button_->setPopupMode(QToolButton::InstantPopup);
    button_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button_->setMenu(menu_);
    setStyleRole(button_, "field");

    QHBoxLayout* line = nullptr;
    shotsField_ = fields({{tr("Drawings each"), shots_}}, line);
    randomFields_ = fields({{tr("Characters"), ways_}, {tr("Seed"), seed_}}, line);
    QToolButton* again = flatButton("draw.support.again", "shuffle", {}, tr("Other characters: the next seed"));
    connect(again, &QToolButton::clicked, this, [this] { seed_->setValue(seed_->value() + 1); });
    line->addWidget(again);

    auto* options = new QHBoxLayout;
    options->setContentsMargins({});
    options->setSpacing(12);
    options->addWidget(shotsField_);
    options->addWidget(randomFields_);
    options->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(caption);
    layout->addWidget(button_);
    layout->addLayout(options);

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

void SupportChooser::chooseAlphabet(int index) {
    choose(Source::Alphabet, index);
}

void SupportChooser::chooseHeldOut(int index) {
    choose(Source::HeldOut, index);
}

void SupportChooser::chooseRandom(bool withinAlphabet) {
    choose(withinAlphabet ? Source::RandomWithin : Source::RandomAcross);
}

void SupportChooser::chooseOwn() {
    choose(Source::Own);
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
    for (const bool within : {true, false}) {
        QAction* random = menu_->addAction(
            lineIcon("shuffle"),
            within ? tr("Characters of one alphabet at random") : tr("Characters of all alphabets at random"), this,
            [this, within] { chooseRandom(within); });
        random->setObjectName(within ? QStringLiteral("draw.support.random-within")
                                     : QStringLiteral("draw.support.random"));
        random->setEnabled(workspace_.dataset() != nullptr);
    }
    menu_->addAction(lineIcon("draw"), tr("My own characters"), this, &SupportChooser::chooseOwn)
        ->setObjectName(QStringLiteral("draw.support.own"));
}

void SupportChooser::renew() {
    support_ = {};
    reason_.clear();
    shotsField_->setVisible(source_ != Source::Own);
    randomFields_->setVisible(random());
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
    const Alphabet& alphabet =
        dataset->alphabets[std::min<std::size_t>(static_cast<std::size_t>(alphabet_), dataset->alphabets.size() - 1)];
    const int index = static_cast<int>(&alphabet - dataset->alphabets.data());
    support_ = {dataset, {}, QString::fromStdString(alphabet.name)};
    const int shown = std::min<int>(mostWays, static_cast<int>(alphabet.characters.size()));
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
    const int most = oneshot::maxWays(*dataset, shots_->value(), within);
    try {
        const TaskSettings settings{std::min(ways_->value(), std::max(2, most)), shots_->value(), within,
                                    static_cast<std::uint64_t>(seed_->value()), true};
        support_ = {dataset, TaskSampler(*dataset, settings).next().ways,
                    within ? tr("One alphabet at random") : tr("At random")};
    } catch (const Error& error) {
        reason_ = QString::fromStdString(error.what());
    }
}

}  // namespace oneshot::ui
