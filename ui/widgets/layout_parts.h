#pragma once

#include <QFont>
#include <initializer_list>

class QAbstractItemModel;
class QAction;
class QFrame;
class QKeySequence;
class QLabel;
class QLayout;
class QPushButton;
class QSpinBox;
class QSplitter;
class QString;
class QTableView;
class QToolButton;
class QWidget;

namespace oneshot::ui {

/// The name of a page, at its top.
QLabel* pageTitle(const QString&);

/// The name of a card or another part of a page, above it.
QLabel* cardTitle(const QString&);

/// The font, larger or smaller by that factor.
QFont scaled(QFont, double factor, bool bold = false);

/// A framed part of a page around that content, whose margins it sets.
QFrame* card(QLayout* content);

/// The same around a view that has its own margins.
QFrame* viewCard(QWidget* view);

struct SplitterPart {
    QWidget* widget;
    int size;         ///< pixels, at first
    int stretch = 0;  ///< its share of what the window gains; all 0: by their sizes
};

/// Parts side by side or above one another, between which a person moves the borders. The window remembers by the name.
QSplitter* splitter(const char* objectName, Qt::Orientation, std::initializer_list<SplitterPart>);

QSpinBox* spinBox(const char* objectName, int low, int high, int value, int step = 1);

/// Text that wraps and can be selected. role: see setStyleRole(); null: none.
QLabel* textLabel(const char* objectName, const char* role = "muted");

/// Shows a text as a fault, else muted.
void setFault(QWidget*, bool fault);

/// Says this; takes no room where it is empty.
void showNote(QLabel*, const QString& text, bool fault);

/// What names a field beside it, for eyes and for screen readers.
QLabel* fieldCaption(const QString& text, QWidget* field);

/// A name as the text of a button or of a menu's entry, where a single & would only underline what follows.
QString buttonText(QString name);

/// Flat, of an icon and a text or of the icon alone.
QToolButton* flatButton(const char* objectName, const char* icon, const QString& text, const QString& tip);

/// The same of an action, whose icon, tooltip and state it has; withText: and its iconText().
QToolButton* flatButton(const char* objectName, QAction*, bool withText = false);

/// A button with a frame that does what the action does, and has its icon, texts and state.
QPushButton* pushButton(const char* objectName, QAction*);

/// An action of the widget with a key, which works while the focus is in a widget that has the action.
QAction* keyAction(QWidget*, const char* icon, const QString& text, const QKeySequence&, const QString& tip);

/// Read by rows, without grid or frame.
QTableView* rowTable(const char* objectName, const QString& name, QAbstractItemModel*);

}  // namespace oneshot::ui
