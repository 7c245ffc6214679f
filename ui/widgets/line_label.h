#pragma once

#include <QLabel>

namespace oneshot::ui {

/// A text that takes one line whatever it says, so that nothing around it moves. Where it does not fit it ends in dots;
/// the tooltip has it whole, and the context menu copies it.
class LineLabel : public QLabel {
    Q_OBJECT
  public:
    /// role: see setStyleRole(); null: none.
    explicit LineLabel(const char* objectName, const char* role = "muted");

    void say(const QString& text);        ///< lines are put one after the other
    void setExplanation(const QString&);  ///< below the text in the tooltip

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    QString line() const;
    void renewTip();

    QString explanation_;
};

}  // namespace oneshot::ui
