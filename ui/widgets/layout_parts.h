#pragma once

#include <QFont>
#include <QMargins>
#include <initializer_list>

class QAbstractItemModel;
class QAction;
class QBoxLayout;
class QFrame;
class QHBoxLayout;
class QKeySequence;
class QLabel;
class QLayout;
class QPushButton;
class QScrollArea;
class QSpinBox;
class QSplitter;
class QString;
class QTableView;
class QToolButton;
class QVBoxLayout;
class QWidget;

namespace oneshot::ui {

/// Makes the name of a page, at its top.
QLabel* pageTitle(const QString&);

/// Makes the name of a card or another part of a page, above it.
QLabel* cardTitle(const QString&);

/// Returns the font, larger or smaller by that factor.
QFont scaled(QFont, double factor, bool bold = false);

inline constexpr QMargins pageMargins{18, 14, 18, 14};

/// Makes a framed part of a page around that content, whose margins it sets.
QFrame* card(QLayout* content, const QMargins& = {14, 12, 14, 12});

/// Makes a card around a view that has its own margins.
QFrame* viewCard(QWidget* view);

/// Lets the content scroll, without a frame. sideways: the policy of the horizontal scroll bar.
QScrollArea* scrolled(QWidget* content, Qt::ScrollBarPolicy sideways = Qt::ScrollBarAlwaysOff);

/// Room of a fixed size in a row or a column.
struct Gap {
    int pixels;
};

/// Room in a row or a column that grows.
struct Filler {
    int stretch = 1;
};

/// A part of a row or a column, with its share of the room that is left.
struct LayoutPart {
    LayoutPart(QWidget* part, int share = 0, Qt::Alignment place = {})
        : widget(part), stretch(share), alignment(place) {}
    LayoutPart(QLayout* part, int share = 0) : layout(part), stretch(share) {}
    LayoutPart(Gap room) : gap(room.pixels) {}
    LayoutPart(Filler room) : stretch(room.stretch) {}

    QWidget* widget = nullptr;
    QLayout* layout = nullptr;
    int gap = 0;
    int stretch = 0;
    Qt::Alignment alignment = {};
};

/// Lays parts out side by side, without margins around them. spacing: -1: as the layout around it, or the style's.
QHBoxLayout* rowLayout(int spacing, std::initializer_list<LayoutPart>);
/// Lays parts out below one another; spacing: see rowLayout().
/// Makes a row of a layout, or a column, and tells the widgets around it that their needs have changed, which
/// QBoxLayout::setDirection() does not.
void turn(QBoxLayout*, bool isRow);

QVBoxLayout* columnLayout(int spacing, std::initializer_list<LayoutPart>, const QMargins& = {});

struct SplitterPart {
    QWidget* widget;
    int size;         ///< pixels, at first
    int stretch = 0;  ///< how much of the room that the window gains; all 0: in proportion to the sizes
};

/// Lays out parts with borders that a person can move. The window remembers their sizes by the name.
QSplitter* splitter(const char* objectName, Qt::Orientation, std::initializer_list<SplitterPart>);

QSpinBox* spinBox(const char* objectName, int low, int high, int value, int step = 1);

/// Makes a text that wraps and can be selected. role: see setStyleRole(); null: none.
QLabel* textLabel(const char* objectName, const char* role = "muted");

/// Shows a text as a fault, else muted.
void setFault(QWidget*, bool fault);

/// Shows the text; an empty one takes no room.
void showNote(QLabel*, const QString& text, bool fault);

/// Makes the name of a field beside it, for eyes and for screen readers.
QLabel* fieldCaption(const QString& text, QWidget* field);

/// Returns a name as the text of a button or a menu entry, where a single & would only underline what follows.
QString buttonText(QString name);

/// Makes a flat button of an icon and a text, or of the icon alone.
QToolButton* flatButton(const char* objectName, const char* icon, const QString& text, const QString& tip);

/// Makes a flat button for an action, with its icon, tooltip and state; withText: also its iconText().
QToolButton* flatButton(const char* objectName, QAction*, bool withText = false);

/// Makes a button that is on or off. role: see setStyleRole().
QToolButton* toggleButton(const char* objectName, const QString& text, const QString& tip, const char* role = "toggle");

/// Makes a button with a frame for an action, with its icon, texts and state.
QPushButton* pushButton(const char* objectName, QAction*);

/// Makes an action of the widget with a key, which works while the focus is in a widget that has the action.
QAction* keyAction(QWidget*, const char* icon, const QString& text, const QKeySequence&, const QString& tip);

/// Makes a table whose rows are selected, without grid or frame.
QTableView* rowTable(const char* objectName, const QString& name, QAbstractItemModel*);

}  // namespace oneshot::ui
