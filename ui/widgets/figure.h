#pragma once

#include <QVBoxLayout>

class QLabel;

namespace oneshot::ui {

/// Shows a figure in large type between its caption and a detail.
class Figure : public QVBoxLayout {
  public:
    /// objectName: of the figure; the detail's is this and ".detail".
    explicit Figure(const QString& objectName, const QString& caption = {}, bool detailWraps = false);

    void setCaption(const QString& caption, const QString& tip = {});
    void set(const QString& value, const QString& detail = {});

    static const QString none;  ///< in place of a figure that is not known

  private:
    QLabel *caption_, *value_, *detail_;
};

}  // namespace oneshot::ui
