#pragma once

#include <QHash>
#include <QKeyEvent>
#include <functional>

namespace oneshot::ui {

/// Returns the digit that a key types, or that stands in its place in the row of digits where the layout types another
/// character there without Shift, as the French one does; -1: none.
int digitOf(const QKeyEvent&);

/// Keeps the repeats of a held key from all widgets while `active` says so. X11 sends them as pairs of a release and a
/// press at one moment; Qt 6.4 marks few of these as repeats.
class HeldKeys : public QObject {
  public:
    HeldKeys(QObject* parent, std::function<bool()> active);

    bool eventFilter(QObject*, QEvent*) override;

  private:
    std::function<bool()> active_;
    QHash<quint32, quint64> releases_;  ///< by key: the time of the last, ms of the platform's clock
};

}  // namespace oneshot::ui
