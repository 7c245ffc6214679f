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

    explicit TermsChart(QWidget* parent = nullptr);
    void setTerms(std::vector<Term>, const QString& sumName);
    const std::vector<Term>& terms() const { return terms_; }
    double sum() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    int lineHeight() const;

    std::vector<Term> terms_;
    QString sumName_;
};

}  // namespace oneshot::ui
