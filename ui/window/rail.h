#pragma once

#include <QScrollArea>

class QAbstractButton;
class QButtonGroup;
class QMenu;
class QToolButton;
class QVBoxLayout;

namespace oneshot::session {
class Workspace;
}

namespace oneshot::ui {

/// Stands left of the pages: the data and the model in use, and a button for each page. Scrolls where the fonts are
/// large and the window is low.
class Rail : public QScrollArea {
    Q_OBJECT
  public:
    /// The workspace must outlive it.
    explicit Rail(session::Workspace&);

    void setDataMenu(QMenu*);
    /// Adds the button of the next page, by the next digit with Ctrl, from 0. name: also of its icon.
    void addPage(const QByteArray& name, const QString& title);
    QAbstractButton* button(int page) const;  ///< null: there is no such page
    QList<QAbstractButton*> buttons() const;

  Q_SIGNALS:
    void pageChosen(int page);

  protected:
    void changeEvent(QEvent*) override;

  private:
    void fitWidth();
    void showDataset();

    session::Workspace& workspace_;
    QToolButton* dataset_;
    QVBoxLayout* column_;
    QButtonGroup* pages_;
};

}  // namespace oneshot::ui
