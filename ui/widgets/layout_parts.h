#pragma once

class QAbstractItemModel;
class QFrame;
class QLabel;
class QLayout;
class QSpinBox;
class QString;
class QTableView;
class QToolButton;
class QWidget;

namespace oneshot::ui {

/// The name of a page, at its top.
QLabel* pageTitle(const QString&);

/// The name of a card or another part of a page, above it.
QLabel* cardTitle(const QString&);

/// A framed part of a page around that content, whose margins it sets.
QFrame* card(QLayout* content);

/// The same around a view that has its own margins.
QFrame* viewCard(QWidget* view);

QSpinBox* spinBox(const char* objectName, int low, int high, int value, int step = 1);

/// Text that wraps and can be selected. role: see setStyleRole().
QLabel* textLabel(const char* objectName, const char* role = "muted");

/// What names a field beside it, for eyes and for screen readers.
QLabel* fieldCaption(const QString& text, QWidget* field);

/// A name as the text of a button or of a menu's entry, where a single & would only underline what follows.
QString buttonText(QString name);

/// Flat, of an icon and a text or of the icon alone.
QToolButton* flatButton(const char* objectName, const char* icon, const QString& text, const QString& tip);

/// Read by rows, without grid or frame.
QTableView* rowTable(const char* objectName, const QString& name, QAbstractItemModel*);

}  // namespace oneshot::ui
