#pragma once

#include <QWidget>
#include <vector>

#include "ui/session/challenge/item_study.h"

class QBoxLayout;
class QComboBox;
class QAbstractItemModel;
class QLabel;
class QStackedWidget;
class QTableView;

namespace oneshot::ui {

class CharacterErrorsModel;
class ConfusionsModel;
class CurvePlot;
class ViewTabs;

/// Which characters and alphabets are hard for people and for a model, and how well the model's scores tell which tasks
/// people miss. The analysis is made in the background, once the view is seen.
class ItemsView : public QWidget {
    Q_OBJECT
  public:
    ItemsView();

    /// Takes trials whose results may be told.
    void setTrials(std::vector<session::TrialRecord>, session::Excluded);
    /// Whether table and chart stand side by side or below each other. Told from outside: a view that is hidden among
    /// others takes room, but does not hear of its size.
    void setBeside(bool beside);

  protected:
    void showEvent(QShowEvent*) override;

  private:
    void makeTables();
    QTableView* makeTable(const char* objectName, const QString& name, QAbstractItemModel*, int sortedBy);
    bool isPending() const { return !results_ && !trials_.empty(); }
    void startIfSeen();
    void take(const session::ItemResultsPtr&);  ///< null: none
    void fillModels();
    void showModel();
    void say(const QString& text, bool isFault);

    session::ItemStudy study_;
    std::vector<session::TrialRecord> trials_;
    session::Excluded excluded_ = session::Excluded::LeftOut;
    bool isStale_ = false;  ///< the trials are not analysed yet
    session::ItemResultsPtr results_;

    CharacterErrorsModel *characters_, *alphabets_;
    ConfusionsModel* confusions_;
    QComboBox* model_;
    QStackedWidget* tables_;
    ViewTabs* tabs_;
    CurvePlot* plot_;
    QLabel *note_, *caption_, *methods_;
    QBoxLayout* parts_ = nullptr;
};

}  // namespace oneshot::ui
