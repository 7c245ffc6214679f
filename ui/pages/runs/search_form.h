#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "core/search/search.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace oneshot::ui {

/// Asks for a search: which settings, from where to where, how many trials and how long each.
class SearchForm : public QWidget {
    Q_OBJECT
  public:
    /// base: the settings and data of each trial.
    explicit SearchForm(const RunRequest& base);

    SearchRequest request() const;
    QString fault() const;  ///< why there can be no such search; empty: there can

  Q_SIGNALS:
    void changed();

  private:
    /// One setting to search.
    struct Range {
        QWidget* line;
        QComboBox* key;
        QLineEdit *low, *high;
        QCheckBox* logarithmic;
    };

    QWidget* makeRanges();
    QLayout* makeLength();
    void addRange();
    void propose(const Range&);  ///< bounds for its setting
    void remove(QWidget* line);
    void takeUnit();
    QString unusedKey() const;

    RunRequest base_;
    std::vector<std::string> keys_;
    std::vector<Range> ranges_;
    int added_ = 0;
    QVBoxLayout* lines_;
    QToolButton* add_;
    QSpinBox* trials_;
    QDoubleSpinBox* length_;
    QComboBox* unit_;
    QCheckBox* stopsHopeless_;
};

/// Shows the form in a dialog; then calls `search`.
void askForSearch(QWidget* parent, const RunRequest& base, const std::function<void(const SearchRequest&)>& search);

}  // namespace oneshot::ui
