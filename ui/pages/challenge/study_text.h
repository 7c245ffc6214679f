#pragma once

#include <QWidget>
#include <memory>
#include <string>

#include "core/study/study.h"

class QTextDocument;

namespace oneshot::ui {

/// Shows a text of a study, see studyDocument(), as high as its width makes it. What it says is its accessible name.
class StudyText : public QWidget {
    Q_OBJECT
  public:
    StudyText();
    ~StudyText() override;

    void setText(const Study&, const std::string& markdown);
    QString words() const;  ///< see wordsOf()

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void changeEvent(QEvent*) override;
    void paintEvent(QPaintEvent*) override;

  private:
    std::unique_ptr<QTextDocument> document_;
};

}  // namespace oneshot::ui
