  def engine_identifier_gradients(self: __torch__.M, w: List[Tensor], cids: Tensor, cmask: Tensor, row: Tensor, rids: Tensor,
          rmask: Tensor, labels: Tensor, ev: Tensor, cw: Tensor, hp: Tensor) -> List[Tensor]:
    # the loss and its gradient by every weight, as the engine's own differentiation finds them through both encoders
    l = (self).leaves(w, )
    e = (self).identify_loss(l, (self).attended(l, cids, cmask, row, rids, rmask, hp, ), rmask, labels, ev, cw, hp, )
    g = (self).gradients(e, l, )
    out = annotate(List[Tensor], [torch.detach(e)])
    for x in g:
      _a = torch.append(out, torch.detach(x))
    return out
