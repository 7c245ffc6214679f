#pragma once

#include <QWidget>
#include <optional>

#include "core/training/trainer.h"

class QLabel;

namespace oneshot::ui {

/// "0:42", "12:05", "1:02:07".
QString durationText(double seconds);
/// "81.5 %"
QString percentText(double percent);

/// The figures of a training, side by side.
class RunFigures : public QWidget {
    Q_OBJECT
  public:
    explicit RunFigures(QWidget* parent = nullptr);

    void clear();
    void setProgress(const Progress&);
    void setLast(const ValidationPoint&);
    void setBest(const ValidationPoint&);
    void setSeenCharacters(bool seen);  ///< nothing is held out: accuracy is of characters that it learns from

  private:
    struct Figure {
        QLabel *caption, *value, *detail;
    };
    Figure add(const char* objectName, const QString& caption);
    static void set(const Figure&, const QString& value, const QString& detail = {});

    Figure step_, rate_, elapsed_, remaining_, last_, best_;
};

}  // namespace oneshot::ui
