#pragma once

#include <QTimer>
#include <QWidget>
#include <optional>

#include "ui/session/tasks/embedding_map.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QListWidget;
class QProgressBar;
class QSpinBox;
class QToolButton;

namespace oneshot::ui {

class MapView;
class NeighbourPanel;

/// A map of drawings as the model in use sees them: chooses what is shown and how, and shows the nearest neighbours of
/// a drawing. Follows the model and the data in use while it is seen.
class MapPanel : public QWidget {
    Q_OBJECT
  public:
    /// The workspace must outlive the panel.
    explicit MapPanel(session::Workspace&);

    const session::EmbeddingMap& map() const { return map_; }

  protected:
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;
    void changeEvent(QEvent*) override;

  private:
    QWidget* makeSettings();
    QFormLayout* makeChoices();
    void addArrangement(QFormLayout*);
    QWidget* makeMap();
    void connectParts();

    void ask();
    void askSoon() { askTimer_.start(); }
    session::MapQuestion question() const;
    void listAlphabets();
    void nameAlphabet();
    void takeMap();
    void chooseColours(const session::DrawingMap&);
    void showDots();
    QStringList groupNames() const;
    void showGroups();
    void choose(int drawing);
    void showState();

    session::Workspace& workspace_;
    session::EmbeddingMap map_;
    QTimer askTimer_{this};        ///< collects changes of the settings
    bool stale_ = true;            ///< the settings changed while the panel was not seen
    bool hasOneAlphabet_ = false;  ///< and so it was coloured by character
    QString modelTitle_;           ///< of the map; kept, as a run's is looked up in its folder
    std::optional<QStringList> listedGroups_;
    QString savedAs_;

    QComboBox *data_, *alphabet_, *characters_, *colour_;
    QSpinBox *count_, *perplexity_;
    QToolButton *plane_, *tsne_;
    QListWidget* groups_;
    QProgressBar* bar_;
    MapView* view_;
    QLabel* state_;
    NeighbourPanel* chosen_;
};

}  // namespace oneshot::ui
