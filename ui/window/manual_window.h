#pragma once

#include <QWidget>

class QTextBrowser;
class QTextTable;
class QUrl;

namespace oneshot::ui {

/// Shows the manual in a window of its own: pages in Markdown, with back, forward and contents.
class ManualWindow : public QWidget {
    Q_OBJECT
  public:
    /// Shows the pages of this folder. If one cannot be read, a sentence in its place says so.
    explicit ManualWindow(const QString& folder, QWidget* parent = nullptr);

    /// Shows NAME.md, and the window itself.
    void showPage(const QString& name);

    /// Returns where the pages come with the program, or should.
    static QString shippedFolder();
    /// Returns what a link to a heading has after its #, as on GitHub.
    static QString anchorOf(const QString& heading);

  protected:
    void changeEvent(QEvent*) override;

  private:
    QLayout* makeButtons();
    void finishPage(const QUrl& source);
    void finishTable(QTextTable&) const;

    QString folder_;
    QTextBrowser* text_;
};

}  // namespace oneshot::ui
