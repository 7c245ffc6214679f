#include "ui/pages/draw/own_set_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QUndoStack>

#include "ui/pages/draw/own_set_command.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/open_dialog.h"
#include "ui/widgets/save_dialog.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/undo_actions.h"

namespace oneshot::ui {

OwnSetBar::OwnSetBar(session::OwnSet& set, QUndoStack& undo, const UndoActions& actions, QWidget* parent)
    : QWidget(parent),
      set_(set),
      undo_(undo),
      name_(new QLineEdit),
      add_(new QPushButton(lineIcon("add"), tr("Add drawing"))),
      rename_(flatButton("draw.own.rename", "draw", {}, tr("Give the selected character this name"))),
      remove_(flatButton("draw.own.remove", "clear", {}, tr("Remove the selected character"))),
      open_(flatButton("draw.own.open", "folder", {}, tr("Open a set..."))),
      save_(flatButton("draw.own.save", "save", {}, tr("Save the set..."))),
      note_(textLabel("draw.own.note")) {
    name_->setObjectName(QStringLiteral("draw.own.name"));
    name_->setAccessibleName(tr("Name of the character"));
    name_->setMaxLength(60);
    name_->setMinimumWidth(110);
    add_->setObjectName(QStringLiteral("draw.own.add"));
    add_->setToolTip(tr("Add the drawing to the character of this name, or as a new one (Enter)"));
    remove_->setMenu(makeRemovals());
    remove_->setPopupMode(QToolButton::InstantPopup);

    auto* line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(name_, 1);
    line->addWidget(add_);
    QToolButton* undoButton = flatButton("draw.own.undo", actions.undo());
    for (QToolButton* button : {rename_, remove_, undoButton, open_, save_}) line->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(note_);

    connect(add_, &QPushButton::clicked, this, &OwnSetBar::add);
    connect(name_, &QLineEdit::returnPressed, this, &OwnSetBar::add);
    connect(name_, &QLineEdit::textChanged, this, [this] {
        news_.clear();
        showState();
    });
    connect(rename_, &QToolButton::clicked, this, [this] { set_.rename(current_, typedName()); });
    connect(open_, &QToolButton::clicked, this, &OwnSetBar::askToOpen);
    connect(save_, &QToolButton::clicked, this, &OwnSetBar::askToSave);
    followSet();
    showState();
}

QMenu* OwnSetBar::makeRemovals() {
    auto* menu = new QMenu(remove_);
    menu->addAction(tr("The character"), this, [this] { set_.removeCharacter(current_); })
        ->setObjectName(QStringLiteral("draw.own.remove.character"));
    removeDrawing_ = menu->addAction(tr("Its newest drawing"), this, [this] {
        const auto& character = set_.characters()[static_cast<std::size_t>(current_)];
        set_.removeDrawing(current_, static_cast<int>(character.drawings.size()) - 1);
    });
    removeDrawing_->setObjectName(QStringLiteral("draw.own.remove.drawing"));
    return menu;
}

void OwnSetBar::followSet() {
    using session::OwnCharacters;
    connect(&set_, &session::OwnSet::changed, this, [this] { tell({}, false); });
    connect(&set_, &session::OwnSet::edited, this,
            [this](session::OwnSet::Edit edit, const OwnCharacters& before, const OwnCharacters& after) {
                undo_.push(new OwnSetCommand(set_, edit, before, after));
            });
    connect(&set_, &session::OwnSet::opened, this, [this](int leftOut) {
        if (leftOut > 0)
            tell(tr("Of each character the first %1 drawings were taken; %2 left out.")
                     .arg(session::OwnSet::mostDrawings)
                     .arg(session::counted(leftOut, tr("1 more was"), tr("%1 more were"))),
                 false);
    });
    connect(&set_, &session::OwnSet::saved, this,
            [this](const QString& path) { tell(tr("Saved in %1").arg(path), false); });
    connect(&set_, &session::OwnSet::failed, this, [this](const QString& why) { tell(why, true); });
}

void OwnSetBar::tell(const QString& news, bool fault) {
    news_ = news;
    newsIsFault_ = fault;
    showState();
}

void OwnSetBar::setHasDrawing(bool has) {
    hasDrawing_ = has;
    showState();
}

void OwnSetBar::setCurrent(int character) {
    current_ = character;
    showState();
}

QString OwnSetBar::typedName() const {
    const QString typed = name_->text().trimmed();
    return typed.isEmpty() ? set_.freeName() : typed;
}

void OwnSetBar::add() {
    if (!add_->isEnabled()) return;
    undo_.beginMacro(tr("added drawing"));  // with what added() does to the paper
    set_.add(typedName(), drawing_());
    name_->clear();
    Q_EMIT added();
    undo_.endMacro();
}

void OwnSetBar::askToOpen() {
    askWhatToOpen(this, {QStringLiteral("draw.own"), tr("Open a set"), tr("Archives of images (*.zip);;All files (*)")},
                  [this](const QString& path) { set_.open(path); });
}

void OwnSetBar::askToSave() {
    askWhereToSave(
        this,
        {QStringLiteral("draw.own"), tr("Save the set"), QStringLiteral("characters.zip"), tr("Archives (*.zip)")},
        [this](const QString& path, bool) { set_.save(path); });
}

void OwnSetBar::showState() {
    const bool one = current_ >= 0 && current_ < static_cast<int>(set_.characters().size());
    const QString name = typedName(), objection = set_.objection(name);
    name_->setPlaceholderText(tr("Name, else %1").arg(set_.freeName()));
    add_->setEnabled(hasDrawing_ && objection.isEmpty());
    rename_->setEnabled(one && !name_->text().trimmed().isEmpty() && set_.objection(name, current_).isEmpty());
    remove_->setEnabled(one);
    removeDrawing_->setEnabled(one && set_.characters()[static_cast<std::size_t>(current_)].drawings.size() > 1);
    save_->setEnabled(!set_.characters().empty());
    const bool fault = !objection.isEmpty() || newsIsFault_;
    showNote(note_, !objection.isEmpty() ? objection : news_, fault);
}

}  // namespace oneshot::ui
