#pragma once

#include <QString>
#include <QWidget>

class QVBoxLayout;

namespace oneshot::ui {

/// One step of Learn: a title and a few sentences beside a living picture. The page makes it when it is first looked at
/// and keeps it. Where it is given the focus, its lead has it. No page, step or panel has a focus proxy: Qt would let
/// Tab skip the parts before that one, or cut the whole of them off.
class LearnStep : public QWidget {
    Q_OBJECT
  public:
    const QString& title() const { return title_; }

  Q_SIGNALS:
    void done();                              ///< the person has done what the step asks; may come again
    void pageRequested(const QString& name);  ///< the page hands it on, see LearnPage::pageRequested()

  protected:
    LearnStep(const QString& title, const QString& text);

    void setLead(QWidget* part);  ///< which takes the keys; while it is disabled, the step keeps the focus for it
    QVBoxLayout* picture() const { return picture_; }  ///< where a step lays out its picture
    QVBoxLayout* beside() const { return beside_; }    ///< below the sentences: for a few figures and controls
    void changeEvent(QEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    bool eventFilter(QObject*, QEvent*) override;  ///< of the lead

  private:
    void measure();

    QString title_;
    QWidget* lead_ = nullptr;
    QWidget* column_;  ///< of title and sentences, of a width that reads well
    QVBoxLayout *beside_, *picture_;
};

}  // namespace oneshot::ui
