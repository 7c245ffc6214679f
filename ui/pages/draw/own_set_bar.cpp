#include "ui/pages/draw/own_set_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QUndoStack>
#include <utility>

#include "ui/session/common/words.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/undo_actions.h"

namespace oneshot::ui {
namespace {

using session::OwnCharacters;
using session::OwnSet;

QString nameOf(OwnSet::Edit edit) {
    const QString names[] = {OwnSetBar::tr("added drawing"), OwnSetBar::tr("new name"), OwnSetBar::tr("removal"),
                             OwnSetBar::tr("opened set")};  // in the order of the enum
    return names[static_cast<int>(edit)];
}

/// A change of the set, which has been made already: the first redo() does nothing.
class EditCommand : public QUndoCommand {
  public:
    EditCommand(OwnSet& set, OwnSet::Edit edit, OwnCharacters before, OwnCharacters after)
        : QUndoCommand(nameOf(edit)), set_(set), before_(std::move(before)), after_(std::move(after)) {}

    void undo() override { set_.change(after_, before_); }
    void redo() override {
        if (std::exchange(done_, true)) set_.change(before_, after_);
    }

  private:
    OwnSet& set_;
    OwnCharacters before_, after_;
    bool done_ = false;
};

}  // namespace

OwnSetBar::OwnSetBar(OwnSet& set, DrawingCanvas& canvas, QUndoStack& undo, const UndoActions& actions)
    : set_(set),
      canvas_(canvas),
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

    auto* tools = new QWidget;
    tools->setLayout(rowLayout(6, {rename_, remove_, flatButton("draw.own.undo", actions.undo()), open_, save_}));
    setLayout(columnLayout(4, {new FlowLayout(6, {name_, add_, tools}), note_}));

    connect(add_, &QPushButton::clicked, this, &OwnSetBar::add);
    connect(name_, &QLineEdit::returnPressed, this, &OwnSetBar::add);
    connect(name_, &QLineEdit::textChanged, this, [this] {
        news_.clear();
        showState();
    });
    connect(rename_, &QToolButton::clicked, this, [this] { set_.rename(current_, typedName()); });
    connect(open_, &QToolButton::clicked, this, [this] {
        askWhatToOpen(this,
                      {QStringLiteral("draw.own"), tr("Open a set"), tr("Archives of images (*.zip);;All files (*)")},
                      [this](const QString& path) { set_.open(path); });
    });
    connect(save_, &QToolButton::clicked, this, [this] {
        askWhereToSave(
            this,
            {QStringLiteral("draw.own"), tr("Save the set"), QStringLiteral("characters.zip"), tr("Archives (*.zip)")},
            [this](const QString& path, bool) { set_.save(path); });
    });
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
    connect(&set_, &OwnSet::changed, this, [this] { tell({}, false); });
    connect(&set_, &OwnSet::edited, this,
            [this](OwnSet::Edit edit, const OwnCharacters& before, const OwnCharacters& after) {
                undo_.push(new EditCommand(set_, edit, before, after));
            });
    connect(&set_, &OwnSet::opened, this, [this](int leftOut) {
        if (leftOut > 0)
            tell(tr("Of each character the first %1 drawings were taken; %2 left out.")
                     .arg(session::OwnCharacter::maxDrawings)
                     .arg(session::counted(leftOut, tr("1 more was"), tr("%1 more were"))),
                 false);
    });
    connect(&set_, &OwnSet::saved, this, [this](const QString& path) { tell(tr("Saved in %1").arg(path), false); });
    connect(&set_, &OwnSet::failed, this, [this](const QString& why) { tell(why, true); });
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
    undo_.beginMacro(tr("added drawing"));  // and cleared paper
    set_.add(typedName(), canvas_.sketch().drawing());
    name_->clear();
    canvas_.clearAction()->trigger();
    canvas_.setFocus();
    undo_.endMacro();
}

/// Returns what a person who has drawn a few characters could do next; empty: they know.
QString OwnSetBar::nextStep() const {
    std::size_t drawings = 0;
    for (const session::OwnCharacter& character : set_.characters()) drawings += character.drawings.size();
    if (hasDrawing_ || drawings == 0) return {};
    if (set_.characters().size() == 1)
        return tr("Draw and add another character, so that there are two to tell apart.");
    return drawings == 3 ? tr("Now draw one of them: the model says which one it is.") : QString();
}

void OwnSetBar::showState() {
    const bool one = current_ >= 0 && current_ < static_cast<int>(set_.characters().size());
    const QString name = typedName(), objection = set_.objection(name);
    name_->setPlaceholderText(tr("Name (else %1)").arg(set_.freeName()));
    add_->setEnabled(hasDrawing_ && objection.isEmpty());
    rename_->setEnabled(one && !name_->text().trimmed().isEmpty() && set_.objection(name, current_).isEmpty());
    remove_->setEnabled(one);
    removeDrawing_->setEnabled(one && set_.characters()[static_cast<std::size_t>(current_)].drawings.size() > 1);
    save_->setEnabled(!set_.characters().empty());
    const bool fault = !objection.isEmpty() || newsIsFault_;
    const QString text = !objection.isEmpty() ? objection : news_;
    showNote(note_, text.isEmpty() ? nextStep() : text, fault);
}

}  // namespace oneshot::ui
