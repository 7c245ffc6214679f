#pragma once

#include <QHash>
#include <QKeyEvent>
#include <functional>
#include <optional>

namespace oneshot::ui {

/// Returns the digit that a key types, or that stands in its place in the row of digits where the layout types another
/// character there without Shift, as the French one does; -1: none.
int digitOf(const QKeyEvent&);

/// Returns the digits that answer a way: "1" to "9" and "0", or "01", "02", ... where there are more than ten ways.
QString keysOf(int way, int ways);

/// Puts the digits of an answer together.
class TypedWay {
  public:
    /// Returns the way that is chosen by this digit and those before it; none: another digit is to come, or there is
    /// no such way.
    std::optional<int> type(int digit, int ways);
    void clear() { first_ = -1; }
    int first() const { return first_; }  ///< -1: no digit waits for another

  private:
    int first_ = -1;
};

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
