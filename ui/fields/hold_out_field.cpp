#include "ui/fields/hold_out_field.h"

#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/widgets/flow_layout.h"
#include "ui/widgets/glossary.h"
#include "ui/widgets/layout_parts.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {

HoldOutField::HoldOutField(session::Workspace& workspace)
    : workspace_(workspace),
      hold_(toggleButton("train.hold-out", tr("Hold out"),
                         tr("Keeps these out of what is learnt from, and validates on them"))),
      count_(spinBox("train.hold-out.count", 1, 1, 1)),
      others_(flatButton("train.hold-out.others", "shuffle", {}, tr("Hold out others, at random"))),
      back_(flatButton("train.hold-out.back", "reset", {}, tr("Learn from all of them again, nothing held out"))),
      note_(textLabel("train.hold-out.note")) {
    setObjectName(QStringLiteral("train.hold-out.field"));
    hold_->setCheckable(false);
    explain(hold_, "validation");
    count_->setAccessibleName(tr("How many are held out"));
    setLayout(columnLayout(6, {new FlowLayout(6, {hold_, count_, others_, back_}), note_}));
    connect(hold_, &QToolButton::clicked, this, &HoldOutField::choose);
    connect(others_, &QToolButton::clicked, this, [this] {
        ++seed_;
        choose();
    });
    connect(back_, &QToolButton::clicked, this, [this] { workspace_.holdOut().takeBack(); });
    for (const session::DataChoice* choice : {&workspace_.background(), &workspace_.validation()})
        connect(choice, &session::DataChoice::changed, this, &HoldOutField::showState);
    showState();
}

void HoldOutField::choose() {
    workspace_.holdOut().choose(count_->value(), seed_);
}

void HoldOutField::showState() {
    const SplitNames names = workspace_.holdOut().names();
    const QStringList held = workspace_.holdOut().heldOut();
    const bool possible = names.most > 0;
    const bool isSplit = workspace_.holdOut().isSplit(), shown = possible || isSplit;
    if (parentWidget() || !shown) setVisible(shown);
    for (QWidget* part : std::initializer_list<QWidget*>{hold_, count_, others_}) part->setEnabled(possible);
    if (possible) offer(names);
    others_->setVisible(!held.isEmpty());
    back_->setVisible(isSplit);
    constexpr int maxNamed = 4;
    QString list = held.mid(0, maxNamed).join(QStringLiteral(", "));
    if (held.size() > maxNamed) list = tr("%1 and %2 more").arg(list).arg(held.size() - maxNamed);
    showNote(note_, held.isEmpty() ? QString() : tr("Held out: %1").arg(list), false);
    note_->setToolTip(held.join(QStringLiteral(", ")));
}

/// Proposes a part of other data; the number that a person chose for these ones stays.
void HoldOutField::offer(const SplitNames& names) {
    const int all = static_cast<int>(names.names.size());
    const QSignalBlocker quiet(count_);
    count_->setRange(names.least, names.most);
    count_->setSuffix(u' ' + (names.areAlphabets ? tr("of %1 alphabets") : tr("of %1 characters")).arg(all));
    if (all != offered_ || names.areAlphabets != ofAlphabets_) {
        const auto held = static_cast<int>(workspace_.holdOut().heldOut().size());
        count_->setValue(held > 0 ? held : names.proposed());
    }
    offered_ = all;
    ofAlphabets_ = names.areAlphabets;
}

}  // namespace oneshot::ui
