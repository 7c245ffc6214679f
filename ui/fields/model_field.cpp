#include "ui/fields/model_field.h"

#include <QActionGroup>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/runs/run_directory.h"
#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

using session::ModelEntry;
using session::ModelLibrary;

QString headingOf(ModelEntry::Kind kind) {
    const QString atHand = ModelField::tr("At hand");
    // In the order of its values.
    const QString headings[] = {atHand, atHand, ModelField::tr("Baselines"), ModelField::tr("Runs, the newest first"),
                                ModelField::tr("Opened files and runs")};
    return headings[static_cast<std::size_t>(kind)];
}

QString facts(const Origin& origin) {
    if (origin.parameters == 0) return ModelField::tr("%1, a baseline").arg(QString::fromStdString(origin.model));
    return ModelField::tr("%1 after %2 on %3, %4")
        .arg(QString::fromStdString(origin.model),
             session::counted(origin.step, ModelField::tr("1 step"), ModelField::tr("%1 steps")),
             session::dataName(origin.data.spec),
             session::counted(origin.parameters, ModelField::tr("1 parameter"), ModelField::tr("%1 parameters")));
}

}  // namespace

ModelField::ModelField(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), caption_(new QLabel), button_(new QToolButton), menu_(new QMenu(this)) {
    caption_->setContentsMargins(4, 0, 0, 0);
    caption_->setWordWrap(true);
    setStyleRole(caption_, "muted");
    button_->setObjectName(QStringLiteral("model.choose"));
    button_->setIcon(lineIcon("model"));
    button_->setIconSize({20, 20});
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button_->setPopupMode(QToolButton::InstantPopup);
    button_->setMenu(menu_);
    setStyleRole(button_, "field");
    menu_->setToolTipsVisible(true);
    setLayout(columnLayout(4, {caption_, button_}));
    connect(menu_, &QMenu::aboutToShow, this, &ModelField::fillMenu);
    connect(&workspace_, &session::Workspace::modelChanged, this, &ModelField::showState);
    fillMenu();
    showState();
}

void ModelField::fillMenu() {
    menu_->clear();
    auto* choices = new QActionGroup(menu_);
    QString heading;
    for (const ModelEntry& entry : workspace_.models().entries()) {
        if (headingOf(entry.kind) != heading) menu_->addSection(heading = headingOf(entry.kind));
        QAction* action =
            menu_->addAction(buttonText(entry.title), this, [this, id = entry.id] { workspace_.chooseModel(id); });
        action->setObjectName(QStringLiteral("model.") + entry.id);
        action->setToolTip(entry.detail);
        action->setCheckable(true);
        action->setChecked(entry.id == workspace_.modelId());
        choices->addAction(action);
    }
    menu_->addSeparator();
    menu_->addAction(lineIcon("open"), tr("Open a model file..."), this, &ModelField::askForFile)
        ->setObjectName(QStringLiteral("model.file"));
    menu_->addAction(lineIcon("folder"), tr("Open a run..."), this, &ModelField::askForRun)
        ->setObjectName(QStringLiteral("model.run"));
}

void ModelField::askForFile() {
    askWhatToOpen(this, {QStringLiteral("model"), tr("Open a model"), tr("Weights (*.safetensors)")},
                  [this](const QString& path) { workspace_.chooseModel(path); });
}

void ModelField::askForRun() {
    askWhatToOpen(this, {QStringLiteral("model"), tr("Open a run"), {}, QString::fromStdString(runsFolder().string())},
                  [this](const QString& path) { workspace_.chooseModel(path); });
}

void ModelField::showState() {
    const QString& id = workspace_.modelId();
    const ModelPtr model = workspace_.model();
    const QString problem = workspace_.modelProblem();
    const bool fault = !model && !problem.isEmpty();
    const bool isLive = id == ModelLibrary::live && model;
    // "compact · shipped" without what the caption says.
    const QString title =
        isLive ? QString::fromStdString(model->origin().model) : ModelLibrary::titleOf(id).section(tr(" · "), 0, 0);
    constexpr int textWidth = 116;  // px; the rail's less icon, arrow and padding
    button_->setText(buttonText(button_->fontMetrics().elidedText(title, Qt::ElideMiddle, textWidth)));
    caption_->setText(fault                         ? tr("Model · cannot be opened")
                      : !model                      ? tr("Model · opening")
                      : id == ModelLibrary::shipped ? tr("Model · shipped")
                      : id == ModelLibrary::live    ? tr("Model · live")
                                                    : tr("Model"));
    setFault(caption_, fault);
    button_->setToolTip(model ? facts(model->origin()) : fault ? problem : title);
    button_->setAccessibleName(tr("Model in use: %1").arg(ModelLibrary::titleOf(id)));
    button_->setAccessibleDescription(button_->toolTip());
}

}  // namespace oneshot::ui
