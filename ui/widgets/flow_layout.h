#pragma once

#include <QLayout>
#include <QList>
#include <initializer_list>

namespace oneshot::ui {

/// Lays out parts beside each other, and goes on in another row where the window is narrow or the font large. What a
/// row leaves free is shared by its parts that expand.
class FlowLayout : public QLayout {
    Q_OBJECT
  public:
    explicit FlowLayout(int spacing, std::initializer_list<QWidget*> parts = {});
    ~FlowLayout() override;

    void addItem(QLayoutItem*) override;
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int index) const override { return items_.value(index); }
    QLayoutItem* takeAt(int index) override;

    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;     ///< all in one row
    QSize minimumSize() const override;  ///< of the largest part
    void setGeometry(const QRect&) override;

  private:
    /// The parts that fit beside each other, from the first one that is not placed yet.
    struct Row {
        QList<QLayoutItem*> items;
        int width = 0, height = 0;
    };
    QList<Row> rowsIn(int width) const;
    void place(const Row&, const QRect&) const;

    QList<QLayoutItem*> items_;
};

}  // namespace oneshot::ui
