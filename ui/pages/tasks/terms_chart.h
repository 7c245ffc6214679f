#pragma once

#include <QString>
#include <QWidget>
#include <vector>

namespace oneshot::ui {

/// Signed bars around a common zero, one a line, their values beside them; the last line is their sum.
class TermsChart : public QWidget {
    Q_OBJECT
  public:
    struct Term {
        QString name;
        double value = 0;
    };

    TermsChart();
    void setTerms(std::vector<Term>, const QString& sumName);
    const std::vector<Term>& lines() const { return lines_; }  ///< the terms, then their sum

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    int lineHeight() const;

    std::vector<Term> lines_;
};

}  // namespace oneshot::ui
